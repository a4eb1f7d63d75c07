"""Reads mails with Python's email package and prints what it finds as JSON: one document a mail, in the order of the files.
With a second kind of argument, verify:{record}:{file}, it checks a DKIM signature against a DNS record that it is given."""
import email
import email.policy
import json
import sys


def text(value):
    """Letters beyond ASCII that stood in a header as they are."""
    return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    mail = email.message_from_bytes(content, policy=email.policy.default)
    parts = [
        {
            "type": part.get_content_type(),
            "language": part["Content-Language"],
            "encoding": part["Content-Transfer-Encoding"],
            "text": part.get_content().replace("\r\n", "\n") if part.get_content_maintype() == "text" else None,
            "defects": [repr(defect) for defect in part.defects],
        }
        for part in mail.walk()
    ]
    return {
        "headers": [[name, text(value)] for name, value in mail.items()],
        "to": [[text(address.display_name), text(address.addr_spec)] for address in mail["To"].addresses],
        "from": [[text(address.display_name), text(address.addr_spec)] for address in mail["From"].addresses],
        "defects": [repr(defect) for header in mail.values() for defect in getattr(header, "defects", [])],
        "parts": parts,
        "longest": max(len(line) for line in content.split(b"\r\n")),
        "bare": content.replace(b"\r\n", b"").count(b"\n") + content.replace(b"\r\n", b"").count(b"\r"),
        "eight": any(octet > 127 for octet in content),
    }


def verify(record, path):
    import dkim

    with open(path, "rb") as file:
        content = file.read()
    asked = []

    def dns(name, timeout=5):
        asked.append(name.decode())
        return record.encode()

    signed = dkim.DKIM(content)
    try:
        is_valid = signed.verify(dnsfunc=dns)
    except dkim.ValidationError:
        is_valid = False
    return {"valid": is_valid, "asked": asked, "headers": [name.decode().lower() for name in signed.include_headers or []]}


answers = []
for argument in sys.argv[1:]:
    if argument.startswith("verify:"):
        _, record, path = argument.split(":", 2)
        answers.append(verify(record, path))
    else:
        answers.append(read(argument))
json.dump(answers, sys.stdout)
