using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Syndication.Contracts;

/// <summary>The one set of JSON rules for bus, stores and HTTP.</summary>
public static class SyndicationJson
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    /// <summary>camelCase, nulls left out, metadata in any order.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>
    /// The same for what people and programs give us: it has to be known and whole. What is stored may be newer than this
    /// build, and is read by <see cref="Options"/>.
    /// </summary>
    /// <remarks>A null among the items of a list passes: serialization does not look at those.</remarks>
    public static JsonSerializerOptions Strict { get; } = CreateStrict();

    /// <summary>Applies the rules to options that a framework owns.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.AllowOutOfOrderMetadataProperties = true;
        options.MaxDepth = MaxDepth;

        // Never written into a script or an attribute unescaped: readable JSON in every language is worth more.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonSerializerOptions CreateStrict()
    {
        var options = new JsonSerializerOptions(Create())
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
