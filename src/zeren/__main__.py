"""``python -m zeren``: the shell."""

from .cli import main

main()
