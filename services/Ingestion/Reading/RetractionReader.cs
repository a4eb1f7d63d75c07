using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion.Reading;

/// <summary>Reads <c>{kind, notice, reason, redirectTo?}</c>.</summary>
internal static class RetractionReader
{
    public static RetractionRequest? Read(JsonElement root, Faults faults)
    {
        var fields = new Fields(root, "$", faults);
        var kind = fields.Choice("kind", ("withdrawal", RetractionKind.Withdrawal), ("kill", RetractionKind.Kill), ("redirect", RetractionKind.Redirect));
        var notice = fields.Text("notice", 2_000);
        var reason = fields.Text("reason", 2_000);
        var target = fields.Line("redirectTo", 36);
        var isGuid = Guid.TryParse(target, out var redirectTo);
        if (kind is null && !fields.Has("kind"))
        {
            fields.Fault("kind", "This is missing: withdrawal, kill or redirect.");
        }

        if (notice is null && kind is RetractionKind.Withdrawal or RetractionKind.Kill)
        {
            fields.Fault("notice", "Readers have to be told: give a notice.");
        }

        if (kind == RetractionKind.Redirect ? !isGuid : target is not null)
        {
            fields.Fault("redirectTo", kind == RetractionKind.Redirect
                ? "A redirect needs the id of the release that it leads to."
                : "Only a redirect leads to another release.");
        }

        fields.Close();
        return kind is null ? null : new RetractionRequest(kind.Value, notice, reason, isGuid ? redirectTo : null);
    }
}
