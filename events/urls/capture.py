"""At the table: no account, a link and a PIN."""

urlpatterns = []
