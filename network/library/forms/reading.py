"""How a form says which text was read before it was sent."""

from network.web.forms import WholeNumber


class TextRead(WholeNumber):
    """The number of the text that its page showed; 0, which no text has, where it is missing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = 0
        super().process_formdata(valuelist)
