"""An S3 server that a test starts for itself, stops and starts again."""

import socket

import boto3
from moto.server import ThreadedMotoServer

from tests.servers import free_port

KEYS = {"AWS_ACCESS_KEY_ID": "of-a-test", "AWS_SECRET_ACCESS_KEY": "of-a-test"}


class S3:
    """A server on a port of its own with one empty bucket; a stopped one forgets nothing."""

    bucket = "portal"

    def __init__(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()
        self.client = boto3.client(
            "s3", endpoint_url=self.url, region_name="eu-west-2",
            aws_access_key_id="of-a-test", aws_secret_access_key="of-a-test",
        )  # fmt: skip
        self.client.create_bucket(
            Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
        )

    @property
    def environment(self):
        """What leads a portal to it."""
        return KEYS | {
            "S3_BUCKET": self.bucket, "S3_ENDPOINT_URL": self.url, "S3_REGION": "eu-west-2",
        }  # fmt: skip

    def start(self):
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.server.start()

    def stop(self):
        self.server.stop()

    def close(self):
        self.empty()
        self.client.delete_bucket(Bucket=self.bucket)
        self.stop()

    def empty(self):
        for name in self.names():
            self.client.delete_object(Bucket=self.bucket, Key=name)

    def put(self, name, content):
        self.client.put_object(Bucket=self.bucket, Key=name, Body=content)

    def names(self):
        found = self.client.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return {one["Key"] for one in found}


def lead_to(server, settings, monkeypatch):
    """All files of a test go to its bucket."""
    for key, value in KEYS.items():
        monkeypatch.setenv(key, value)
    settings.S3_BUCKET, settings.S3_ENDPOINT_URL = server.bucket, server.url
    settings.STORAGES = storages(settings, server.url)


def storages(settings, url):
    """The storages with the bucket of a server at an address."""
    options = {"bucket_name": S3.bucket, "endpoint_url": url, "region_name": "eu-west-2"}
    to_it = {"BACKEND": "publishing.buckets.Bucket", "OPTIONS": options | {"file_overwrite": True}}
    return settings.STORAGES | {"default": to_it}


class Frozen:
    """A server that takes every connection and never says a word."""

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        return self

    def __exit__(self, *_):
        self.socket.close()
