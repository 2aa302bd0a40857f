import socket, sys, urllib.request
failed = 0
for url in @urls@:
    try:
        print(url, "answered", urllib.request.urlopen(url, timeout=20).status)
    except Exception as problem:
        print(url, "answered", problem)
        failed = 1
%if stores
for host, port in @stores@:
    try:
        socket.create_connection((host, port), timeout=20).close()
        print(f"{host}:{port} accepts connections")
    except OSError as problem:
        print(f"{host}:{port}", problem)
        failed = 1
%end
sys.exit(failed)
