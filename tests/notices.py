"""What a lab tells its page that the reader should know."""

from app.ui.fields import Problem


class Notices:
    """Every sentence that was told, and those that stand, by what they are about."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.standing: dict[str, str] = {}

    def __call__(self, problem: Problem) -> None:
        self.standing.pop(problem.about, None)
        if problem.sentence:
            self.sentences.append(problem.sentence)
            self.standing[problem.about] = problem.sentence
