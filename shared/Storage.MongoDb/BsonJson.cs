using System.Text.Json;
using MongoDB.Bson;

namespace Syndication.Storage.MongoDb;

/// <summary>
/// Documents as BSON and back, member by member: MongoDB's own reading of JSON would take members that start with a
/// dollar sign for types of its own. "id" is "_id" there.
/// </summary>
internal static class BsonJson
{
    public static BsonDocument Read(string id, JsonElement json)
    {
        var document = new BsonDocument("_id", id);
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name != "id")
            {
                document.Add(property.Name, ReadValue(property.Value));
            }
        }

        return document;
    }

    public static byte[] Write(BsonDocument document)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteObject(writer, document, isRoot: true);
        }

        return buffer.ToArray();
    }

    /// <summary>A clause's value.</summary>
    public static BsonValue Value(object? value) => value switch
    {
        null => BsonNull.Value,
        string text => text,
        bool truth => truth,
        _ => (long)value,
    };

    /// <summary>A member as a cursor carries it; null where it is missing.</summary>
    public static object? Member(BsonDocument document, string path)
    {
        BsonValue value = document;
        foreach (var name in path.Split('.'))
        {
            if (value.BsonType != BsonType.Document || !value.AsBsonDocument.TryGetValue(name, out value))
            {
                return null;
            }
        }

        return value.BsonType switch
        {
            BsonType.String => value.AsString,
            BsonType.Boolean => value.AsBoolean,
            BsonType.Int32 or BsonType.Int64 => value.ToInt64(),
            _ => null,
        };
    }

    private static BsonDocument ReadObject(JsonElement json)
    {
        var document = new BsonDocument();
        foreach (var property in json.EnumerateObject())
        {
            document.Add(property.Name, ReadValue(property.Value));
        }

        return document;
    }

    private static BsonValue ReadValue(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ReadObject(json),
        JsonValueKind.Array => ReadArray(json),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var number) ? (BsonValue)number : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => BsonNull.Value,
    };

    private static BsonArray ReadArray(JsonElement json)
    {
        var array = new BsonArray();
        foreach (var item in json.EnumerateArray())
        {
            array.Add(ReadValue(item));
        }

        return array;
    }

    private static void WriteObject(Utf8JsonWriter writer, BsonDocument document, bool isRoot = false)
    {
        writer.WriteStartObject();
        foreach (var element in document)
        {
            writer.WritePropertyName(isRoot && element.Name == "_id" ? "id" : element.Name);
            WriteValue(writer, element.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, BsonValue value)
    {
        switch (value.BsonType)
        {
            case BsonType.Document:
                WriteObject(writer, value.AsBsonDocument);
                break;
            case BsonType.Array:
                writer.WriteStartArray();
                foreach (var item in value.AsBsonArray)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
            case BsonType.String:
                writer.WriteStringValue(value.AsString);
                break;
            case BsonType.Boolean:
                writer.WriteBooleanValue(value.AsBoolean);
                break;
            case BsonType.Int32 or BsonType.Int64:
                writer.WriteNumberValue(value.ToInt64());
                break;
            case BsonType.Double:
                writer.WriteNumberValue(value.ToDouble());
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
