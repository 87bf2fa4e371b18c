"""
boto3 and botocore without AWS: every operation is noted with its place, and answered with something harmless.
The shapes follow https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/dynamodb.html
"""

import re

from .places import caller
from .probe import MARK, Probe

SERVICE = "dynamodb"
ARN = re.compile(r"arn:[^:]*:dynamodb:[^:]*:[^:]*:table/([^/]+)")

# Set by whoever runs code: told of every operation.
recorder = None


class Answer(dict):
    """A response: what it was not given is a probe."""

    def __missing__(self, key):
        return Probe()


def table_of(name):
    """The table that a name or an ARN means. A member of an enumeration of texts is sent as its text."""
    text = str.__str__(name) if isinstance(name, str) else str(name)
    match = ARN.match(text)
    return match.group(1) if match else text


class Operation:
    """A bound method of a client, resource, table, batch writer or paginator."""

    def __init__(self, owner, surface, method, answer=None, api=None):
        self._owner, self._surface, self.__name__ = owner, surface, method
        self._answer, self._api = answer, api or f"{surface}.{method}"
        self._taken = recorder.place(caller(2))

    def __call__(self, *args, **kwargs):
        if args and self._surface != "BatchWriter":
            raise TypeError(f"{self.__name__}() only accepts keyword arguments.")
        tables = self._owner.tables_of(self.__name__, kwargs)
        recorder.record(self._api, tables, caller(), self._taken)
        return self._answer(kwargs) if self._answer else answer_of(self.__name__, kwargs)


def answer_of(method, request):
    """What the service says: one page, one item, and once in a while something that was not processed."""
    answer = Answer(Items=[Answer()], Item=Answer(), Count=1, Attributes=Answer(), TableNames=[Probe()])
    if method.startswith("batch_"):
        request = {name: value for name, value in request.get("RequestItems", {}).items()}
        rest = request if recorder.now_and_then() else {}
        answer.update(UnprocessedItems=rest, UnprocessedKeys=rest, Responses=Answer({t: [Answer()] for t in request}))
    return answer


class OtherService:
    """A client or resource of another service. What is called on it is noted as none of DynamoDB's."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return OtherCall(recorder.place(caller()))


class OtherCall:
    def __init__(self, taken):
        self._taken = taken

    def __call__(self, *args, **kwargs):
        recorder.record(None, [], caller(), self._taken)
        return OtherService()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return OtherCall(recorder.place(caller()))

    def __iter__(self):
        return iter([OtherService()])


class Client:
    """`boto3.client("dynamodb")`."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("exceptions", "meta", "waiter_names"):
            return Probe()
        return Operation(self, "Client", name)

    def tables_of(self, method, request):
        if "TableName" in request:
            return [request["TableName"]]
        if "RequestItems" in request:
            return list(request["RequestItems"])
        items = request.get("TransactItems", [])
        return [asked["TableName"] for item in items for asked in item.values()]

    def get_paginator(self, operation_name):
        return Paginator(operation_name)

    def get_waiter(self, waiter_name):
        return Waiter()

    def can_paginate(self, operation_name):
        return operation_name in ("query", "scan", "list_tables")

    def close(self):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        return False


class Paginator:
    def __init__(self, operation="query"):
        self._operation = operation

    @property
    def paginate(self):
        return Operation(self, "Paginator", "paginate", Pages, f"Paginator.{self._operation}")

    def tables_of(self, method, request):
        return [request["TableName"]] if "TableName" in request else []


class QueryPaginator(Paginator):
    pass


class ScanPaginator(Paginator):
    def __init__(self):
        super().__init__("scan")


class Pages:
    def __init__(self, request):
        self._pages = [answer_of("paginate", request)]

    def __iter__(self):
        return iter(self._pages)

    def build_full_result(self):
        return self._pages[0]

    def search(self, expression):
        return iter([Answer()])


class Waiter:
    def wait(self, **request):
        pass


class Meta:
    def __init__(self):
        self.client = Client()
        self.service_name = SERVICE


class ServiceResource:
    """`boto3.resource("dynamodb")`."""

    tables_of = Client.tables_of

    def __init__(self):
        self.meta = Meta()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "tables":
            return Probe()
        if name == "create_table":
            return Operation(self, "ServiceResource", name, lambda request: Table(request["TableName"]))
        return Operation(self, "ServiceResource", name)

    def Table(self, name):
        return Table(name)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        return False


class Table:
    """`resource.Table(name)`."""

    DATA = re.compile(r".*_(arn|id|count|time|status|schema|definitions|bytes|date_time|indexes|summary|description)$")

    def __init__(self, name=None):
        self.name = self.table_name = Probe() if name is None else name
        self.meta = Meta()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "table_arn":
            return f"arn:aws:dynamodb:eu-west-1:123456789012:table/{self.name}"
        if self.DATA.match(name) or name.startswith("wait_until"):
            return Probe()
        return Operation(self, "Table", name)

    def tables_of(self, method, request):
        return [self.name]

    def batch_writer(self, overwrite_by_pkeys=None):
        return BatchWriter(self.name)


class BatchWriter:
    def __init__(self, name=None):
        self._name = Probe() if name is None else name

    @property
    def put_item(self):
        return Operation(self, "BatchWriter", "put_item")

    @property
    def delete_item(self):
        return Operation(self, "BatchWriter", "delete_item")

    def tables_of(self, method, request):
        return [self._name]

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        return False


def client(service_name, *args, **kwargs):
    return _service(service_name, Client)


def resource(service_name, *args, **kwargs):
    return _service(service_name, ServiceResource)


def _service(name, kind):
    if MARK in str(name):
        return Probe()
    return kind() if name == SERVICE else OtherService()


class Session:
    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Probe()

    def client(self, service_name, *args, **kwargs):
        return client(service_name)

    def resource(self, service_name, *args, **kwargs):
        return resource(service_name)

    create_client = client
