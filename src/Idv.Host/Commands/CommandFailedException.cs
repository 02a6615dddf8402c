namespace Idv.Host.Commands;

/// <summary>A command cannot do its work; the message is the one line that the user sees.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
