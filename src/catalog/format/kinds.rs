//! The closed vocabularies of a page: categories, standing, levels and traits.
//!
//! The build script compiles this file too, so that a page with an unknown word fails the build.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have an id (as written in JSON) and a label (as shown).
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $id)] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it in JSON and on the command line.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The words for it on the screen.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The value with this id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.id() == id)
            }
        }
    };
}

vocabulary! {
    /// Where an entry is filed.
    Category {
        /// 1xx of the IANA registry.
        Informational = "informational", "Informational";
        /// 2xx of the IANA registry.
        Success = "success", "Success";
        /// 3xx of the IANA registry.
        Redirection = "redirection", "Redirection";
        /// 4xx of the IANA registry.
        ClientError = "client-error", "Client Error";
        /// 5xx of the IANA registry.
        ServerError = "server-error", "Server Error";
        /// Failures in which no status was received, or none that the caller was shown.
        NoStatus = "no-status", "No status";
        /// nginx's own numbers.
        Nginx = "nginx", "NGINX";
        /// Cloudflare's 5xx and 1xxx errors.
        Cloudflare = "cloudflare", "Cloudflare";
        /// AWS Elastic Load Balancing.
        AwsElb = "aws-elb", "AWS ELB";
        /// Microsoft IIS and Exchange.
        Iis = "iis", "Microsoft IIS";
        /// Every other vendor, and own entries that name no category.
        Other = "other", "Other vendors";
    }
}

vocabulary! {
    /// What the IANA registry says of a code.
    Standing {
        /// Assigned in the registry.
        Registered = "registered", "registered";
        /// Assigned for a limited time.
        Temporary = "temporary", "temporary";
        /// Assigned, and marked obsolete.
        Obsolete = "obsolete", "obsolete";
        /// Reserved, and not to be used.
        Unused = "unused", "unused";
        /// Not in the registry: a vendor's own.
        Unofficial = "unofficial", "unofficial";
        /// No status code at all: something failed before one could be read.
        Failure = "failure", "failure";
    }
}

vocabulary! {
    /// The step of an exchange at which a failure without a status happens, in the order of the steps.
    Step {
        /// The name of the host is looked up.
        Name = "name", "name";
        /// The connection is opened.
        Connect = "connect", "connect";
        /// TLS is negotiated and the certificate is verified.
        Tls = "tls", "TLS";
        /// The request is sent.
        Request = "request", "request";
        /// The response is received and read.
        Response = "response", "response";
        /// The client itself gives up, or keeps from the caller what it received.
        Client = "client", "client";
    }
}

vocabulary! {
    /// Which steps were done when a client gave up by itself.
    Done {
        /// Nothing was sent: the client stopped before the first of them.
        Nothing = "nothing", "nothing was sent";
        /// It may stop at any of them.
        Unknown = "unknown", "at any step";
    }
}

vocabulary! {
    /// How strongly the specification asks for a header field (RFC 2119).
    Level {
        /// An absolute requirement.
        Must = "must", "MUST";
        /// To be followed unless there is a good reason not to.
        Should = "should", "SHOULD";
        /// Optional.
        May = "may", "MAY";
    }
}

vocabulary! {
    /// Whether a cache may store the response (RFC 9111).
    Cacheable {
        /// Without explicit freshness too (RFC 9110 section 15.1).
        Heuristic = "heuristic", "cacheable by default";
        /// Only when the response says so.
        Explicit = "explicit", "cacheable if it says so";
        /// Not at all.
        Never = "never", "never cached";
    }
}

vocabulary! {
    /// Whether the response has content (RFC 9110 section 6.4.1).
    Body {
        /// It has to.
        Required = "required", "content required";
        /// It may.
        Allowed = "allowed", "content allowed";
        /// It must not.
        Forbidden = "forbidden", "no content";
    }
}

vocabulary! {
    /// Whether sending the same request again helps.
    RetryVerdict {
        /// It does not.
        No = "no", "do not retry";
        /// Once the request was changed.
        AfterChange = "after-change", "retry after a change";
        /// After a pause.
        AfterDelay = "after-delay", "retry after a delay";
        /// When repeating cannot do harm (RFC 9110 section 9.2).
        SafeMethods = "safe-methods", "retry idempotent methods";
        /// At once.
        Yes = "yes", "retry";
    }
}

vocabulary! {
    /// What becomes of the request method in a redirect (RFC 9110 section 15.4).
    RedirectMethod {
        /// It stays.
        Kept = "kept", "method kept";
        /// POST may become GET.
        MayBecomeGet = "may-become-get", "POST may become GET";
        /// It becomes GET or HEAD.
        BecomesGet = "becomes-get", "method becomes GET";
    }
}
