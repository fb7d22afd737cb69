"""`make bench`: speed and size, each beside a baseline measured in the same minutes."""

from bench import matching, pages, start

if __name__ == "__main__":
    pages.main()
    print()
    start.main()
    print()
    matching.main()
