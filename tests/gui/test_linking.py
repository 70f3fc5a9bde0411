"""What is selected in one panel is lit in all, and written as seen: every panel by every table."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.query import SortKey
from desktop.export_dialog import ExportDialog
from desktop.frame import Frame
from desktop.panels.claims import ClaimsPanel
from desktop.panels.places import PlacesPanel
from desktop.panels.routes import RoutesPanel
from desktop.panels.timeline import TimelinePanel
from desktop.window import MainWindow
from desktop.workspace import Workspace
