from typing import Optional, Sequence

__version__: str

def run(arguments: Sequence[str], interpreter: str, directory: str) -> int: ...
def scan_json(
    executables: Sequence[str],
    paths: Sequence[str],
    only_paths: bool,
    root: Optional[str],
    all_users: Optional[bool],
    user_site: bool,
    exhaustive: bool,
    threads: Optional[int],
) -> bytes: ...
