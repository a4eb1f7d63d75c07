using Syndication.Text;

namespace Syndication.Translation;

/// <summary>One engine, as it is configured.</summary>
internal sealed class EngineOptions
{
    /// <summary>"apertium" (the program), "apy" (its HTTP service), "libretranslate", or "none".</summary>
    public string Kind { get; set; } = "";

    /// <summary>The base address of an engine that is asked over HTTP.</summary>
    public string? Url { get; set; }

    /// <summary>Sent as "api_key", where the service asks for one.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whether texts stay in the installation: held releases go to such engines only. The program is local always.</summary>
    public bool Local { get; set; }

    /// <summary>How long one request, or one batch of the program, may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Requests that an engine over HTTP bears at the same time.</summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>Where the apertium program's modes are installed, a file a pair.</summary>
    public string Modes { get; set; } = "/usr/share/apertium/modes";

    public string? Fault => Kind switch
    {
        "none" or "apertium" when Timeout > TimeSpan.Zero => null,
        "apy" or "libretranslate" when Concurrency is < 1 or > 256 => "Concurrency is a number from 1 to 256.",
        "apy" or "libretranslate" when Timeout > TimeSpan.Zero => WebUrl.Parse(Url) is null ? "Url has to be an http or https address." : null,
        "none" or "apertium" or "apy" or "libretranslate" => "Timeout has to be longer than nothing.",
        _ => $"Kind is \"{Kind}\"; it can be apertium, apy, libretranslate or none.",
    };
}
