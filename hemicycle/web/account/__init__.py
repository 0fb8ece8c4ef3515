"""Signing in and out: codes by mail, passkeys, second factors, an organisation's own service, personal links."""
