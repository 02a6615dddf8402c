namespace Idv.Inference;

/// <summary>What is wrong with a model or with the library that runs it.</summary>
public enum ModelFault
{
    /// <summary>No card has the requested id.</summary>
    UnknownModel,

    /// <summary>The card's file does not exist.</summary>
    MissingFile,

    /// <summary>The file's SHA-256 is not the card's.</summary>
    HashMismatch,

    /// <summary>A manifest or a card cannot be read or contradicts the model.</summary>
    InvalidCard,

    /// <summary>ONNX Runtime refuses the file.</summary>
    UnreadableModel,

    /// <summary>The requested execution provider cannot run on this machine.</summary>
    ProviderUnavailable,

    /// <summary>A library that runs models of this kind is not installed, or too old.</summary>
    MissingLibrary,
}

/// <summary>A model cannot be used. The message says which, why and what to do; it never holds personal data.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ModelException(ModelFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public ModelFault Fault { get; }
}
