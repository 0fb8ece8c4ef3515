"""What arrives by mail: taken and kept byte for byte, then read, weighed, and matched to where it belongs.

``receiver`` (SMTP, LMTP) and ``mailbox`` (IMAP) take a message, ``keeping`` keeps it before anything else happens,
``reading`` reads it in a process of its own, ``weighing`` decides by what was found, and ``matching`` finds its place.
Rooms further on register where mail can go (``destinations``). What is not certain waits in the tray (``queries``).
"""
