// Sends a JSON document. Use "Dry run" in the menu to see the request without sending it.
import "http/requests"
import "json"

response =
    requests.post(
        url: "http://localhost:8080/events",
        headers: ["Content-Type": "application/json"],
        body: json.encode(v: {title: "backup", done: true}),
    )

requests.peek(response: response)
