"""The agenda and the time plan: their pages, their desk, and what is published of them."""
