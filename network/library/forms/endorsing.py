"""What a browser may say of endorsements: which text was read."""

from network.library.forms.reading import TextRead
from network.web.forms import Form


class EndorseForm(Form):
    """The text that was read when the button was pressed."""

    number = TextRead()

    @property
    def read(self) -> int:
        """Its number; 0, which no text has, where none can be read."""
        return self.number.data or 0
