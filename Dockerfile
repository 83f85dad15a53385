# One image; docker-compose.yml says which of its programs runs in which container.

FROM node:24-slim AS assets
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY static static
RUN npm run build

FROM python:3.11-slim
# The system libraries and a fallback font of the PDF renderer, what makes the other formats, and
# what reads uploaded PDFs when a person is looked for.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
        pandoc librsvg2-bin liblouisutdml-bin espeak-ng lame poppler-utils \
    && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    PORTAL_VAR=/app/var MEDIA_ROOT=/data/media PUBLIC_COPY=/data/public
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
COPY --from=assets /app/static/built static/built
# The address and key only let the settings load; nothing of them stays in the image.
RUN SITE_URL=https://build.invalid SECRET_KEY=build python manage.py collectstatic --no-input \
    && useradd --system --uid 10001 portal \
    && mkdir -p /data/media /data/public && chown -R portal /data /app/var
USER portal
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--log-config", "config/granian.json", "config.wsgi:application"]
