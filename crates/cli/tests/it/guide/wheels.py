"""Makes wheels for an index of the guide's own: `wheels.py DIRECTORY NAME==VERSION...`. They are called as real releases are, and hold nothing."""

import base64
import hashlib
import pathlib
import sys
import zipfile


def row(path, text):
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(text.encode())}\n"


def make(directory, name, version):
    about = f"{name}-{version}.dist-info"
    files = {
        # A file, as the real one of this name is; else a directory.
        "six.py" if name == "six" else f"{name}/__init__.py": f'__version__ = "{version}"\n',
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: guide\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(row(path, text) for path, text in files.items()) + f"{about}/RECORD,,\n"
    with zipfile.ZipFile(directory / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in {**files, f"{about}/RECORD": record}.items():
            wheel.writestr(path, text)


for release in sys.argv[2:]:
    make(pathlib.Path(sys.argv[1]), *release.split("=="))
