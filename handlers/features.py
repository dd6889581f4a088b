"""All features, in the order in which help lists them. READ THIS FIRST: each is one verb, one file."""

from handlers.kit.routes import Feature

FEATURES: tuple[Feature, ...] = ()
