"""What the pages of replies show, put together: who replies, the questions as a form has them, and every version."""
