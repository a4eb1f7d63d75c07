using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Syndication.Translation.Engines;

/// <summary>
/// One pipeline of the apertium program, kept running: texts go in and come out separated by NUL, one caller at a time. A
/// pipeline that dies or hangs is ended and started anew at the next call.
/// </summary>
internal sealed class ApertiumProgram(string modeFile, TimeSpan timeout) : IDisposable
{
    /// <summary>
    /// The mode's own pipeline, with marks carried along and flushed at every NUL. Not the apertium script around it: its awk
    /// waits for more before it passes a text on.
    /// </summary>
    private const string Pipeline = """eval "$(apertium-wblank-mode -z "$0")" """;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly char[] _buffer = new char[16_384];
    private Process? _process;

    private string Mode => $"apertium {Path.GetFileNameWithoutExtension(modeFile)}";

    /// <exception cref="EngineException">The program died, or took longer than it may.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        var isDone = false;
        try
        {
            var process = _process is { HasExited: false } running ? running : _process = Start();
            var writing = WriteAsync(process, texts, deadline.Token);
            var answers = await ReadAsync(process, texts.Count, deadline.Token);
            await writing;

            // A stage that dies makes the others end their texts: what they flush then is no answer.
            if (!answers.All(answer => answer.Contains(StreamFormat.End, StringComparison.Ordinal)))
            {
                throw new EngineException($"{Mode} lost a stage.") { IsOfText = true };
            }

            isDone = true;
            return answers;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException($"{Mode} did not answer within {timeout.TotalSeconds:F0} s.");
        }
        catch (Exception exception) when (exception is IOException or Win32Exception or InvalidOperationException or ObjectDisposedException)
        {
            throw new EngineException($"{Mode} ended: {exception.Message}", exception) { IsOfText = exception is IOException };
        }
        finally
        {
            // What it still owes would be taken for the answer to the next text.
            if (!isDone)
            {
                End();
            }

            _turn.Release();
        }
    }

    public void Dispose()
    {
        End();
        _turn.Dispose();
    }

    private Process Start()
    {
        // -n: no marks on words that it does not know.
        var start = new ProcessStartInfo("bash", ["-c", Pipeline, modeFile, "-n"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        };

        // The stages of a pipeline tell their locale from these; in "C" they drop what is not ASCII.
        start.Environment["LC_ALL"] = "C.UTF-8";
        var process = Process.Start(start) ?? throw new EngineException($"{Mode} could not be started.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task WriteAsync(Process process, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        foreach (var text in texts)
        {
            await process.StandardInput.WriteAsync($"{text}\0".AsMemory(), cancellationToken);
        }

        await process.StandardInput.FlushAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<string>> ReadAsync(Process process, int count, CancellationToken cancellationToken)
    {
        var answers = new List<string>(count);
        var answer = new StringBuilder();
        while (answers.Count < count)
        {
            var read = await process.StandardOutput.ReadAsync(_buffer, cancellationToken);
            if (read == 0)
            {
                throw new EngineException($"{Mode} ended after {answers.Count} of {count} texts.") { IsOfText = true };
            }

            foreach (var letter in _buffer.AsSpan(0, read))
            {
                if (letter != '\0')
                {
                    answer.Append(letter);
                    continue;
                }

                answers.Add(answer.ToString());
                answer.Clear();
            }
        }

        return answers;
    }

    private void End()
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It was gone already, or its stages were.
        }

        process.Dispose();
    }
}
