using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Syndication.Translation.Engines;

/// <summary>The apertium program of Debian and others: rule-based, local, the same answer always.</summary>
internal sealed class ApertiumEngine(EngineOptions options) : ITranslationEngine, IDisposable
{
    private readonly ConcurrentDictionary<LanguagePair, ApertiumProgram> _programs = new();
    private readonly SemaphoreSlim _listing = new(1, 1);
    private IReadOnlyDictionary<LanguagePair, string>? _modes;

    public string Name => "apertium";

    public bool IsLocal => true;

    public async Task<IReadOnlyCollection<LanguagePair>> PairsAsync(CancellationToken cancellationToken) =>
        [.. (await ModesAsync(cancellationToken)).Keys];

    public async Task<IReadOnlyList<MarkedText>> TranslateAsync(LanguagePair pair, IReadOnlyList<MarkedText> texts, CancellationToken cancellationToken)
    {
        var modes = await ModesAsync(cancellationToken);
        var mode = modes.GetValueOrDefault(pair) ?? throw new EngineException($"apertium has no {pair}.");
        var program = _programs.GetOrAdd(pair, _ => new ApertiumProgram(options.Program, mode, options.Timeout));
        var answers = await program.RunAsync([.. texts.Select(StreamFormat.Encode)], cancellationToken);
        return [.. answers.Select(StreamFormat.Decode)];
    }

    public void Dispose()
    {
        foreach (var program in _programs.Values)
        {
            program.Dispose();
        }

        _listing.Dispose();
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

    private async Task<IReadOnlyDictionary<LanguagePair, string>> ModesAsync(CancellationToken cancellationToken)
    {
        await _listing.WaitAsync(cancellationToken);
        try
        {
            // An empty list is asked for again: it may be installed by now.
            return _modes is { Count: > 0 } known ? known : _modes = await ListAsync(cancellationToken);
        }
        finally
        {
            _listing.Release();
        }
    }

    private async Task<IReadOnlyDictionary<LanguagePair, string>> ListAsync(CancellationToken cancellationToken)
    {
        var modes = new Dictionary<LanguagePair, string>();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Timeout);
        Process? process;
        try
        {
            process = Process.Start(new ProcessStartInfo(options.Program, ["-l"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            // Not installed.
            return modes;
        }

        using (process)
        {
            string list;
            try
            {
                list = await process!.StandardOutput.ReadToEndAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process!.Kill(entireProcessTree: true);
                throw new EngineException("apertium -l did not answer.");
            }

            foreach (var mode in list.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (mode.Split('-') is [var source, var target] && TagOf(source) is { } from && TagOf(target) is { } to)
                {
                    modes.TryAdd(new LanguagePair(from, to), mode);
                }
            }
        }

        return modes;
    }
}
