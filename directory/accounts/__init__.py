"""Keepers: signing in, invitations, claims, leaving, and who may open what."""

import directory.accounts.account_pages
import directory.accounts.claim_pages
import directory.accounts.invitation_pages
import directory.accounts.second_step_pages
import directory.accounts.sign_in_pages  # noqa: F401  # each hangs its pages on the blueprint
from directory.accounts.blueprint import bp

__all__ = ["bp"]
