namespace Idv.Host.Settings;

/// <summary>The configuration cannot be used. The message names the setting and what is wrong with it, never a secret.</summary>
public sealed class SettingsException(string message) : Exception(message);
