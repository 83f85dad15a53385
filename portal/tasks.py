"""Entry points of the worker."""

from celery import shared_task

from portal.doctor import queue


@shared_task(name=queue.ANSWER)
def answer_doctor(token):
    """Say that a worker is there."""
    queue.answer(token)
