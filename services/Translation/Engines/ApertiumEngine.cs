using System.Collections.Concurrent;
using System.Globalization;

namespace Syndication.Translation.Engines;

/// <summary>The apertium program of Debian and others: rule-based, local, the same answer always.</summary>
internal sealed class ApertiumEngine(EngineOptions options) : ITranslationEngine, IDisposable
{
    private readonly ConcurrentDictionary<LanguagePair, ApertiumProgram> _programs = new();
    private IReadOnlyDictionary<LanguagePair, string>? _modes;

    public string Name => "apertium";

    public bool IsLocal => true;

    public Task<IReadOnlyCollection<LanguagePair>> PairsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<LanguagePair>>([.. Modes().Keys]);

    public async Task<IReadOnlyList<MarkedText>> TranslateAsync(LanguagePair pair, IReadOnlyList<MarkedText> texts, CancellationToken cancellationToken)
    {
        var mode = Modes().GetValueOrDefault(pair) ?? throw new EngineException($"apertium has no {pair}.");
        var program = _programs.GetOrAdd(pair, _ => new ApertiumProgram(mode, options.Timeout));
        try
        {
            return await RunAsync(program, texts, cancellationToken);
        }
        catch (EngineException exception) when (exception.IsOfText)
        {
            return await OneByOne.TranslateAsync(texts, async text => (await RunAsync(program, [text], cancellationToken))[0]);
        }
    }

    public void Dispose()
    {
        foreach (var program in _programs.Values)
        {
            program.Dispose();
        }
    }

    /// <summary>Two-letter tags for Apertium's codes of two or three letters; null for what is no language.</summary>
    public static string? TagOf(string code)
    {
        try
        {
            var tag = CultureInfo.GetCultureInfo(code, predefinedOnly: true).TwoLetterISOLanguageName;
            return code.All(char.IsAsciiLetterLower) ? tag : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<MarkedText>> RunAsync(ApertiumProgram program, IReadOnlyList<MarkedText> texts, CancellationToken cancellationToken)
    {
        var answers = await program.RunAsync([.. texts.Select(StreamFormat.Encode)], cancellationToken);
        return [.. answers.Select(StreamFormat.Decode)];
    }

    /// <summary>The mode files that are installed, looked for until there are any.</summary>
    private IReadOnlyDictionary<LanguagePair, string> Modes() => _modes is { Count: > 0 } known ? known : _modes = List();

    private Dictionary<LanguagePair, string> List()
    {
        var modes = new Dictionary<LanguagePair, string>();
        if (!Directory.Exists(options.Modes))
        {
            return modes;
        }

        foreach (var file in Directory.EnumerateFiles(options.Modes, "*.mode").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileNameWithoutExtension(file).Split('-') is [var source, var target] && TagOf(source) is { } from && TagOf(target) is { } to)
            {
                modes.TryAdd(new LanguagePair(from, to), file);
            }
        }

        return modes;
    }
}
