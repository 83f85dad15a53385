"""“You said, we did”: answers, as officers write and the public reads them."""

urlpatterns = []
