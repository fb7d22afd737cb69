"""`make bench`: speed and size, each beside a baseline measured in the same minutes."""

from bench import door, matching, pages, pairings, search, start

if __name__ == "__main__":
    pages.main()
    print()
    pairings.main()
    print()
    start.main()
    print()
    door.main()
    print()
    matching.main()
    print()
    search.main()
