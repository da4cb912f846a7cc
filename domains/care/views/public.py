"""The face of this room: the gateway, the pages and the jobs take it whole."""

from domains.care.ports import DeafCause
from domains.care.views.home_sentence import HomeAction, HomeState
from domains.care.views.say_reasons import say_reasons
from domains.care.views.show_board import BoardView, NotYourBoard, show_board
from domains.care.views.show_family import show_family
from domains.care.views.show_figures import FiguresView, Times, show_figures
from domains.care.views.show_month import NoSuchMonth, print_month
from domains.care.views.show_risk_map import DongRisk, NotOver, show_risk_map
from domains.care.views.show_senior_home import SeniorHome, show_senior_home
from domains.care.views.show_today import TodayView, Why, show_today
from domains.care.views.show_week import DayView, show_week
from domains.care.views.state_word import Colour, StateWord
from domains.care.views.which_boards import centres_of
from domains.care.views.words import Words, words

__all__ = [
    "BoardView",
    "Colour",
    "DayView",
    "DeafCause",
    "DongRisk",
    "FiguresView",
    "HomeAction",
    "HomeState",
    "NoSuchMonth",
    "NotOver",
    "NotYourBoard",
    "SeniorHome",
    "StateWord",
    "Times",
    "TodayView",
    "Why",
    "Words",
    "centres_of",
    "print_month",
    "say_reasons",
    "show_board",
    "show_family",
    "show_figures",
    "show_risk_map",
    "show_senior_home",
    "show_today",
    "show_week",
    "words",
]
