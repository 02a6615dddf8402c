namespace Idv.Verifications;

/// <summary>What is asked of the applicant.</summary>
public enum VerificationKind
{
    /// <summary>A document and a live face, compared with each other (Ubble's identification, Vult's IDV session, <c>POST /v1/verifications</c>).</summary>
    DocumentAndFace,

    /// <summary>A live face compared with the templates of a known identity (Incode's authentication, Vult's IDA session).</summary>
    FaceAuthentication,

    /// <summary>A live face compared with the templates of the user that an application has enrolled, or that enrols one (MobbID's operation).</summary>
    FaceOperation,

    /// <summary>One image kept for a short while, to be compared with a face captured later (Uqudo's face session); erased when its time is over.</summary>
    FaceSession,
}

/// <summary>How the liveness of a face is to be established (ISO/IEC 30107-1 presentation attack detection).</summary>
public enum LivenessMode
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>From what the camera sees, without asking the applicant for anything.</summary>
    Passive,

    /// <summary>Passively, then by an action of the applicant where the passive score does not suffice.</summary>
    PassiveThenActive,
}
