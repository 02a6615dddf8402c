namespace Idv.Specimens;

/// <summary>This machine lacks a library or a font that specimens are drawn with; the message names the Debian package.</summary>
public sealed class SpecimenSetupException : Exception
{
    /// <summary>Makes the exception with a message that names what to install.</summary>
    public SpecimenSetupException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message that names what to install, and what revealed it.</summary>
    public SpecimenSetupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
