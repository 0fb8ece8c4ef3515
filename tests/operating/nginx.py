"""The guide's nginx, as Debian runs it: its two pieces in a configuration that keeps everything in one folder."""

from __future__ import annotations

import os
import re
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.operating.place import Place

#: Where Debian's package puts it, and the one for streams.
PROGRAM = "/usr/sbin/nginx"
STREAM = "/usr/lib/nginx/modules/ngx_stream_module.so"
AROUND = """
{user}
worker_processes 2;
pid {root}/nginx/pid;
error_log {root}/nginx/error.log;
load_module {stream};
events {{}}
{beside}
http {{
    access_log {root}/nginx/access.log;
    client_body_temp_path {root}/nginx/body;
    proxy_temp_path {root}/nginx/proxy;
    fastcgi_temp_path {root}/nginx/fastcgi;
    uwsgi_temp_path {root}/nginx/uwsgi;
    scgi_temp_path {root}/nginx/scgi;
    include {root}/etc/nginx/sites-enabled/*;
}}
"""


def command(place: Place) -> list[str]:
    """What starts it, where `/etc/nginx` has what the guide says."""
    file = place.path("/etc/nginx/nginx.conf")
    (place.root / "nginx").mkdir()
    beside = file.read_text(encoding="utf-8")
    # Its own processes read and write the folder as whoever runs the tests does.
    user = "user root;" if os.geteuid() == 0 else ""
    file.write_text(AROUND.format(root=place.root, stream=STREAM, beside=beside, user=user), encoding="utf-8")
    if not _has_ipv6():
        for written in (file, *file.parent.glob("sites-enabled/*")):
            text = written.read_text(encoding="utf-8")
            written.write_text(re.sub(r"\n *listen \[::\].*;", "", text), encoding="utf-8")
    program = shutil.which("nginx") or PROGRAM
    assert Path(program).exists(), "nginx is missing: run bin/setup, which names the packages"
    return [program, "-c", str(file), "-g", "daemon off;"]


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::", 0))
    except OSError:
        return False
    return True
