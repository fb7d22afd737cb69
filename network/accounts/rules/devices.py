"""What a browser calls itself, made coarse enough to tell one's own devices apart and nothing else."""

from collections.abc import Mapping
from types import MappingProxyType

from network.kernel.words import Words, words

# The order counts: most browsers claim to be others too. (What it says, the code.)
BROWSERS = (
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("SamsungBrowser", "samsung"),
    ("Firefox", "firefox"),
    ("FxiOS", "firefox"),
    ("Chrome", "chrome"),
    ("CriOS", "chrome"),
    ("Safari", "safari"),
)
SYSTEMS = (
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Android", "android"),
    ("CrOS", "chromebook"),
    ("Windows", "windows"),
    ("Macintosh", "mac"),
    ("Linux", "linux"),
)
BROWSER_NAMES: Mapping[str, Words] = MappingProxyType(
    {
        "edge": words("Edge"),
        "opera": words("Opera"),
        "samsung": words("Samsung Internet"),
        "firefox": words("Firefox"),
        "chrome": words("Chrome"),
        "safari": words("Safari"),
    }
)
SYSTEM_NAMES: Mapping[str, Words] = MappingProxyType(
    {
        "iphone": words("iPhone"),
        "ipad": words("iPad"),
        "android": words("Android"),
        "chromebook": words("Chromebook"),
        "windows": words("Windows"),
        "mac": words("Mac"),
        "linux": words("Linux"),
    }
)


def coarse(said: str) -> tuple[str, str]:
    """The codes of a browser's family and its system; empty for what is not known. No version, no address."""
    browser = next((code for part, code in BROWSERS if part in said), "")
    return browser, next((code for part, code in SYSTEMS if part in said), "")


def said_device(browser: str, system: str) -> Words:
    """A device in words."""
    family, runs_on = BROWSER_NAMES.get(browser), SYSTEM_NAMES.get(system)
    if family and runs_on:
        return words("%(browser)s on %(system)s", browser=family, system=runs_on)
    return family or runs_on or words("A browser")
