namespace Idv.Host.Settings;

/// <summary>Secrets of the configuration: the value itself, or <c>file:/path</c> for a file's text without the white space around it.</summary>
internal static class Secret
{
    private const string FilePrefix = "file:";

    /// <summary>The secret.</summary>
    /// <param name="value">The setting's value.</param>
    /// <param name="key">The setting's key, for the message.</param>
    /// <exception cref="SettingsException">The file cannot be read or is empty.</exception>
    public static string Resolve(string value, string key)
    {
        if (!value.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return value;
        }

        var path = value[FilePrefix.Length..];
        try
        {
            var secret = File.ReadAllText(path).Trim();
            return secret.Length > 0 ? secret : throw new SettingsException($"The setting '{key}' names the file {path}, which is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The setting '{key}' names the file {path}, which cannot be read.");
        }
    }
}
