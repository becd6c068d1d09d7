// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/local_token.hpp"

#include <map>
#include <utility>

#include "pkcs11/error.hpp"
#include "pkcs11/sign.hpp"
#include "pkcs11/unwrap.hpp"
#include "pkcs11/wrap.hpp"

namespace ceremony::pkcs11 {
namespace {

/// What the flags of a token add to a wrong PIN. How many tries are left, none tells.
std::string_view tries_left(const TokenInfo& info) {
    if (info.pin_locked) {
        return "; the PIN is now locked";
    }
    if (info.pin_final_try) {
        return "; one try is left";
    }
    return info.pin_count_low ? "; few tries may be left" : "";
}

/// Of halves found under a name: the one or none. Errc::refused when there are several.
Outcome expect_at_most_one(const std::vector<const Entry*>& halves, const KeyName& name) {
    if (halves.size() <= 1) {
        return Nothing{};
    }
    std::string text = describe(name) + " does not name one key:";
    for (const Entry* half : halves) {
        text += " " + describe(half->object) + ";";
    }
    text.pop_back();
    return Error{Errc::refused, text};
}

/// Whether the halves that are there are shown to be `expected`: by one that reveals its
/// public key, and against none that does.
bool shown_to_be(const PublicKey& expected, const std::vector<const Entry*>& halves) {
    bool shown = false;
    for (const Entry* half : halves) {
        if (half->object.public_key) {
            if (half->object.public_key != expected) {
                return false;
            }
            shown = true;
        }
    }
    return shown || halves.empty();
}

}  // namespace

LocalToken::LocalToken(std::shared_ptr<Module> module,
                       TokenInfo info,
                       std::size_t sessions,
                       Omissions omissions)
    : module_(std::move(module)),
      info_(std::move(info)),
      most_sessions_(sessions),
      omissions_(std::move(omissions)),
      mechanisms_(module_->functions(), info_.slot) {
    sessions_.reserve(most_sessions_);  // no session moves once it is in use
}

Result<std::unique_ptr<Token>> LocalToken::open(std::shared_ptr<Module> module,
                                                TokenInfo info,
                                                std::size_t sessions,
                                                Omissions omissions) {
    auto token = std::make_unique<LocalToken>(std::move(module), std::move(info), sessions,
                                              std::move(omissions));
    token->sessions_.push_back(TRY(Session::open(token->module_->functions(), token->info_.slot)));
    return std::unique_ptr<Token>(std::move(token));
}

LocalToken::~LocalToken() {
    static_cast<void>(LocalToken::close());
}

Outcome LocalToken::expect_open() const {
    if (sessions_.empty()) {
        return Error{Errc::internal, "a token is used after it was closed"};
    }
    return Nothing{};
}

/// A session in which a signature or a search was interrupted may refuse every further one
/// (CKR_OPERATION_ACTIVE), and nothing before PKCS #11 v3.0 cancels them: another takes its place.
Outcome LocalToken::make_ready() {
    TRY(expect_open());
    if (interrupted_) {
        while (sessions_.size() > 1) {  // these hold nothing, and count against the token's limit
            sessions_.pop_back();
        }
        Session fresh = TRY(Session::open(module_->functions(), info_.slot));
        retired_.push_back(std::move(sessions_.front()));
        sessions_.clear();
        sessions_.push_back(std::move(fresh));
        interrupted_ = false;
    }
    return Nothing{};
}

Outcome LocalToken::enumerate_anew() {
    TRY(make_ready());
    interrupted_ = true;
    index_ = ObjectIndex(TRY(enumerate(session())));
    interrupted_ = false;
    return Nothing{};
}

Outcome LocalToken::log_in_with(const Secret* pin) {
    TRY(expect_open());
    const Outcome logged_in = session().log_in(pin);
    logged_in_ = logged_in.ok();
    const Result<TokenInfo> now = module_->token(info_.slot);
    if (now.ok()) {
        info_ = now.value();
    }
    if (!logged_in.ok()) {
        const Error& error = logged_in.error();
        return Error{error.code(), error.message() + std::string(tries_left(info_))};
    }
    if (!now.ok()) {
        return now.error();
    }
    return enumerate_anew();
}

Outcome LocalToken::log_in(const Secret& pin) {
    return log_in_with(&pin);
}

Outcome LocalToken::log_in_at_pin_pad() {
    if (!info_.has_pin_pad) {
        return Error{Errc::configuration, "this token has no PIN pad"};
    }
    return log_in_with(nullptr);
}

Result<std::vector<Object>> LocalToken::objects() {
    TRY(enumerate_anew());
    std::vector<Object> objects;
    objects.reserve(index_.entries().size());
    for (const Entry& entry : index_.entries()) {
        objects.push_back(entry.object);
    }
    return objects;
}

Result<std::vector<Object>> LocalToken::find(const KeyName& name) const {
    std::vector<Object> objects;
    for (const ObjectClass half : {ObjectClass::private_key, ObjectClass::public_key}) {
        for (const Entry* entry : TRY(index_.matching(name, half))) {
            objects.push_back(entry->object);
        }
    }
    return objects;
}

Result<KeyPair> LocalToken::find_key_pair(const KeyName& name) const {
    const EntryPair pair = TRY(index_.key_pair(name));
    return KeyPair{pair.private_half->object, pair.public_half->object};
}

Result<Object> LocalToken::find_public_key(const KeyName& name) const {
    const Entry* const entry = TRY(index_.public_key(name));
    return entry->object;
}

Outcome LocalToken::can_generate(KeyKind kind, std::size_t bits) const {
    TRY(expect_open());
    return mechanisms_.can_generate(kind, bits);
}

Outcome LocalToken::can_sign(KeyKind kind) const {
    TRY(expect_open());
    return mechanisms_.can_sign(kind);
}

Outcome LocalToken::can_export(KeyKind kind, const PublicKey& wrapping_key) {
    TRY(make_ready());
    const Bytes id = {0x00, 0x01};  // of session objects, which no lookup sees
    NewPublicKey transport;
    transport.key = wrapping_key;
    transport.id = id;
    NewKeyPair probe;
    probe.kind = kind;
    probe.bits = 2048;  // the size makes no difference to whether the kind can be wrapped
    probe.id = id;
    probe.extraction = Extraction::allowed;
    const Entry wrapping = TRY(create_wrapping_key(session(), transport, omissions_));
    Temporary wrapping_object(session(), wrapping.handle);
    const NewPairOfEntries pair =
        TRY(generate_key_pair(session(), probe, Lifetime::session, omissions_));
    Temporary private_object(session(), pair.private_half.handle);
    Temporary public_object(session(), pair.public_half.handle);
    const Result<WrappedKey> wrapped =
        wrap_key(session(), mechanisms_, pair.private_half, wrapping);
    if (!wrapped.ok()) {
        return Error{Errc::semantics, "this token cannot export " + std::string(to_string(kind)) +
                                          " keys: " + wrapped.error().message()};
    }
    return Nothing{};
}

Outcome LocalToken::expect_new(const NewKeyPair& wanted) {
    TRY(make_ready());
    if (wanted.id.empty()) {
        return Error{Errc::semantics, "a new key needs an ID"};
    }
    return index_.expect_none(wanted.id, wanted.label);
}

KeyPair LocalToken::add(NewPairOfEntries pair) {
    KeyPair key{pair.private_half.object, pair.public_half.object};
    index_.add(std::move(pair.private_half));
    index_.add(std::move(pair.public_half));
    return key;
}

Result<KeyPair> LocalToken::generate(const NewKeyPair& wanted) {
    TRY(expect_new(wanted));
    return add(TRY(generate_key_pair(session(), wanted, Lifetime::token, omissions_)));
}

Outcome LocalToken::open_more_sessions(std::size_t jobs) {
    if (!module_->allows_threads()) {
        return Nothing{};
    }
    while (sessions_.size() < std::min(most_sessions_, jobs)) {
        Result<Session> session = Session::open(module_->functions(), info_.slot);
        if (!session.ok()) {
            return std::move(session).error().in("session " + std::to_string(sessions_.size() + 1) +
                                                 " of " + std::to_string(most_sessions_));
        }
        sessions_.push_back(std::move(session).value());
    }
    return Nothing{};
}

Result<std::vector<Bytes>> LocalToken::sign(const std::vector<SigningJob>& jobs,
                                            const SignatureConsumer& consumer) {
    TRY(make_ready());
    std::vector<ReadyJob> ready;
    ready.reserve(jobs.size());
    for (const SigningJob& job : jobs) {
        const EntryPair pair = TRY(index_.key_pair(job.key));
        const PublicKey& public_key = *pair.public_half->object.public_key;
        TRY(check_job(job, public_key));
        ready.push_back(ReadyJob{pair.private_half->handle, &public_key, &job});
    }
    TRY(open_more_sessions(jobs.size()));
    auto signatures = sign_batch(sessions_, ready, consumer,
                                 module_->allows_threads() ? Threading::allowed : Threading::none);
    interrupted_ = !signatures.ok();
    return signatures;
}

Result<Object> LocalToken::import_public_key(const NewPublicKey& wanted) {
    TRY(make_ready());
    if (wanted.key.kind != KeyKind::rsa) {
        return Error{Errc::semantics, "only RSA keys can be imported for wrapping"};
    }
    if (wanted.id.empty()) {
        return Error{Errc::semantics, "an imported key needs an ID"};
    }
    TRY(index_.expect_none(wanted.id, wanted.label));
    Entry entry = TRY(create_wrapping_key(session(), wanted, omissions_));
    Object object = entry.object;
    index_.add(std::move(entry));
    return object;
}

Result<WrappedKey> LocalToken::wrap(const KeyName& key, const KeyName& wrapping_key) {
    TRY(make_ready());
    const EntryPair pair = TRY(index_.key_pair(key));
    const Entry* const wrapping = TRY(index_.public_key(wrapping_key));
    if (wrapping->object.kind != KeyKind::rsa) {
        return Error{Errc::refused,
                     "a wrapping key must be an RSA key: " + describe(wrapping->object)};
    }
    return wrap_key(session(), mechanisms_, *pair.private_half, *wrapping);
}

Result<KeyPair> LocalToken::unwrap(const WrappedKey& wrapped,
                                   const KeyName& unwrapping_key,
                                   const NewKeyPair& wanted,
                                   const PublicKey& public_key) {
    TRY(expect_new(wanted));
    const EntryPair unwrapping = TRY(index_.key_pair(unwrapping_key));
    if (unwrapping.private_half->object.kind != KeyKind::rsa) {
        return Error{Errc::refused, "an unwrapping key must be an RSA key: " +
                                        describe(unwrapping.private_half->object)};
    }
    const UnwrapTask task{wrapped, unwrapping, wanted, public_key};
    return add(TRY(unwrap_key_pair(session(), mechanisms_, task, omissions_)));
}

Outcome LocalToken::destroy_one(const Entry& entry) {
    const CK_OBJECT_HANDLE handle = entry.handle;
    TRY(check("C_DestroyObject", session().functions().C_DestroyObject(session().handle(), handle))
            .in(describe(entry.object)));
    index_.remove(handle);
    return Nothing{};
}

Result<Destroyed> LocalToken::destroy(const KeyName& name) {
    TRY(make_ready());
    const auto private_halves = TRY(index_.matching(name, ObjectClass::private_key));
    const auto public_halves = TRY(index_.matching(name, ObjectClass::public_key));
    TRY(expect_at_most_one(private_halves, name));
    TRY(expect_at_most_one(public_halves, name));
    auto halves = private_halves;
    halves.insert(halves.end(), public_halves.begin(), public_halves.end());
    if (name.public_key && !shown_to_be(*name.public_key, halves)) {
        return Error{Errc::refused, "the key with " + describe(name) +
                                        " cannot be shown to be the one that is to be destroyed"};
    }
    const Destroyed destroyed{!private_halves.empty(), !public_halves.empty()};
    std::vector<Entry> doomed;  // the private half first; copies, because the index changes
    doomed.reserve(halves.size());
    for (const Entry* half : halves) {
        doomed.push_back(*half);
    }
    for (const Entry& half : doomed) {
        TRY(destroy_one(half));
    }
    return destroyed;
}

Outcome LocalToken::close() {
    std::optional<Error> failure;
    const auto note = [&failure](Outcome outcome) {
        if (!outcome.ok() && !failure) {
            failure = std::move(outcome).error();
        }
    };
    index_ = ObjectIndex();
    if (logged_in_) {
        logged_in_ = false;
        note(session().log_out());
    }
    for (std::vector<Session>* sessions : {&sessions_, &retired_}) {
        for (Session& session : *sessions) {
            note(session.close());
        }
        sessions->clear();
    }
    if (module_.use_count() == 1) {
        note(module_->finalise());
    }
    module_.reset();
    if (failure) {
        return std::move(*failure);
    }
    return Nothing{};
}

}  // namespace ceremony::pkcs11
