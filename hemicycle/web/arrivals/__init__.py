"""Messages that came by mail, at the desk: the tray, and one of them."""
