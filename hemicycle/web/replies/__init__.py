"""Replies: the focal point's page, the receipt, and the desk where replies on paper are entered."""
