//! The words that say what a number beside them is, each list between spaces.

/// Whether one of some words, between spaces, is `word`, whatever the case.
pub(super) fn is(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known.eq_ignore_ascii_case(word))
}

/// A number after one of these is a status.
pub(super) const BEFORE_STATUS: &str = "status statuscode status_code code error err http https returned returns return returning got gets get \
    getting response responded responds respond received receive receives rc answered answers replied replies \
    resulted results raised raises throws threw gives giving redirected rejected denied post put delete patch \
    head options propfind sends sent sending saw see seeing statuserror httperror is_error fehler erreur ошибка \
    错误";

/// A number after one of these, where the word before them is one of `BEFORE_STATUS` or says that something failed, is
/// a status: `resulted in a 402`, `failed with 403`.
pub(super) const FILLERS: &str = "a an the of is was as by with in unexpected non to and http https";

/// A number after one of these is the status that was expected, if another came.
pub(super) const EXPECTED: &str = "expected expects expecting expect want wants wanted";

/// And one after one of these is that which came.
pub(super) const CAME: &str = "got gotten received was were returned actual actually saw";

/// What may stand before `with`.
pub(super) const FAILING: &str = "failed fails failing fail ended ends exited died rejected refused crashes bailed";

/// A number before one of these is a status: `a 413 error`, `429 Client Error`, `unexpected 400 response`.
pub(super) const AFTER_STATUS: &str = "error errors response status client server http redirect code from when instead";

/// The words that make a `code`, `status` or `error` before a number that of a program or system.
pub(super) const OF_SYSTEMS: &str = "exit exited errno os curl winsock win32 wsa system native signal process kernel socket gnutls openssl verify \
    sql ora oracle mysql exception";

/// A number after one of these is the number of a system's error.
pub(super) const BEFORE_ERRNO: &str = "errno curl signal os_error errornumber winerror wsaerror";

/// A number after one of these is a line or column.
pub(super) const BEFORE_LINE: &str = "line lines ln lineno row rows col column char position offset pos";

/// A number after one of these is a port.
pub(super) const BEFORE_PORT: &str = "port ports localport remoteport listen listening";

/// A number after one of these is a size.
pub(super) const BEFORE_SIZE: &str =
    "size length bytes byte content-length bytes_sent len filesize width height limit max min maximum offset";

/// A number after one of these is a time.
pub(super) const BEFORE_DURATION: &str =
    "took timeout after within duration latency elapsed delay ttl max-age uptime waited retry-after interval";

/// A number after one of these is a count.
pub(super) const BEFORE_COUNT: &str = "attempt attempts retry retries try tries count total page step chapter section part item items batch chunk \
    exceeded about over last first next top index depth score approximately all";

/// A number after one of these is a name.
pub(super) const BEFORE_ID: &str = "id pid tid uid gid issue pr ticket bug build job run order user customer account request req request_id \
    thread worker task session node pod shard stream tx transaction invoice room employee device case pull \
    commit rev revision key sku model article post_id kb rfc iso flight channel group team test no nr number \
    zone";

/// A number after one of these is a version.
pub(super) const BEFORE_VERSION: &str = "version v ver release python java php node windows ubuntu debian ios android";

/// A number before one of these is a time.
pub(super) const AFTER_DURATION: &str = "ms msec msecs millis millisecond milliseconds s sec secs second seconds m min mins minute minutes h hr hrs \
    hour hours d day days week weeks month months year years us µs ns microseconds nanoseconds";

/// A number before one of these is a size.
pub(super) const AFTER_SIZE: &str =
    "b kb mb gb tb kib mib gib byte bytes k kbit mbit px pixels chars characters octets bit bits dpi kbps mbps";

/// A number before one of these is a count.
pub(super) const AFTER_COUNT: &str = "requests request req rps times attempts attempt retries tries items item rows row records files file users \
    user entries results pages connections threads workers jobs objects lines messages events calls tests people \
    customers packages tokens hits points percent more of concurrent redirects documents images products orders \
    pods nodes posts urls links headers tasks commits issues queries sessions dollars euros usd eur iterations \
    replicas targets hosts servers clients modules warnings failed passed meters";

/// Keys whose value is a status.
pub(super) const STATUS_KEYS: &str = "status statuscode httpstatus httpstatuscode responsecode responsestatus responsestatuscode code httpcode \
    downstreamstatus originstatus upstreamstatus elbstatuscode targetstatuscode edgeresponsestatus \
    originresponsestatus scstatus error errorcode err rc httpresponsecode returncode respcode resstatus \
    resstatuscode httpresponsestatuscode";

/// Endings of the names of files in which lines are counted.
pub(super) const FILES: &str = "js mjs cjs ts tsx jsx py java kt go rs rb php cs c cc cpp h hpp scala swift ex exs erl lua pl vue html css \
    sh sql json yml yaml xml conf toml md txt log";
