"""cadre-desk 干部监督工作台: an offline desk for cadre supervision."""

__version__ = "0.1.0"
