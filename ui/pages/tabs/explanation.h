#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::ui {

/// Why a request was refused for its signature: console.payloads.explanation, which is the JSON of
/// services/signing/diagnosis.h. Every text is foreign: the gateway's English, and parts of what a
/// stranger sent. It holds no secret, and of computed signatures the first eight digits alone.
struct Explanation
{
    struct Check
    {
        enum class Step { Passed, Failed, NotReached };
        QString name; ///< as people read it: "Header"
        Step step = Step::NotReached;
        QString text; ///< what was found
    };
    struct TriedSecret
    {
        QString name; ///< "version 7", "version 2 of globex"
        QString state; ///< active, retiring, ...
        QString fingerprint;
        QString computed; ///< first digits of the signature that it makes; may be empty
        QString result; ///< "no match", "match without 0x0A"
        bool fits = false; ///< it matches, if only a changed message
    };
    struct SignedText
    {
        QString size; ///< "1,843 bytes"
        QString ends; ///< both, with the count of what is left out between them
    };

    bool isValid = false;
    QString headline, reason, next;
    QList<Check> checks; ///< in the order in which they are made
    QList<TriedSecret> secrets;
    QStringList encodings; ///< as which the signature was read
    qint64 digests = 0; ///< computed to find what would match
    std::optional<SignedText> signedText; ///< nothing: forgotten, or not for this reader
};

/// Nothing when the text is no explanation.
std::optional<Explanation> parseExplanation(const QString &json);

/// "passed", "failed", "not reached"
QString stepWord(Explanation::Check::Step step);

/// "The signature was read as hex, base64; digests computed: 12."
QString searchText(const Explanation &explanation);

/// The evidence, for a ticket or a mail; the verdict is the caller's.
QString asText(const Explanation &explanation);

} // namespace gatehouse::ui
