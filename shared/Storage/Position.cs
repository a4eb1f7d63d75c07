using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Storage;

/// <summary>A place in the order of an index; what a cursor stands for.</summary>
/// <param name="Value">A string, a long, a bool or null.</param>
internal sealed record Position(object? Value, string Id)
{
    public string Encode(string index, bool isDescending) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            new JsonArray(index, isDescending, Value is null ? null : JsonValue.Create(Value), Id).ToJsonString()));

    /// <exception cref="InvalidCursorException">It is not of this index and direction, or no cursor at all.</exception>
    public static Position? Decode(string? cursor, string index, bool isDescending)
    {
        if (cursor is null)
        {
            return null;
        }

        try
        {
            using var parts = JsonDocument.Parse(Base64Url.DecodeFromChars(cursor));
            if (parts.RootElement.GetArrayLength() == 4
                && parts.RootElement[0].ValueEquals(index)
                && parts.RootElement[1].GetBoolean() == isDescending
                && parts.RootElement[3].GetString() is { } id)
            {
                return new Position(Read(parts.RootElement[2]), id);
            }
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            // Told below, like a cursor of another index.
        }

        throw new InvalidCursorException();
    }

    private static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.GetString(),
    };
}
