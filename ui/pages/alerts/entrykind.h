#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace gatehouse::ui {

struct EntryChoice
{
    QString value; ///< in JSON
    QString title;
    /// Whether such an entry can have it; empty: each can.
    std::function<bool(const QJsonObject &entry)> isOf = {};
};

/// One member of an entry, and how it is edited.
struct EntryField
{
    enum class Kind {
        Text,
        Choice,
        Whole, ///< a number without decimals
        Decimal,
        Switch, ///< true or false
        Texts, ///< a list of texts, with commas between
        Secret, ///< never read, only written; left empty it stays what it is
        Conditions, ///< a filter of measures, see conditionstext.h
    };
    QString member; ///< of the JSON object
    QString title;
    Kind kind = Kind::Text;
    QList<EntryChoice> choices = {}; ///< of a Choice
    double least = 0; ///< of a number, in what is shown
    double most = 1e12;
    QString suffix = {}; ///< " min"
    double factor = 1; ///< what is shown times this is what JSON has: 60 for minutes of seconds
    bool isOptional = false; ///< empty is null
    QString hint = {}; ///< shown while it is empty
    /// Whether such an entry has it; empty: each has.
    std::function<bool(const QJsonObject &entry)> isOf = {};
};

/// A POST about one entry.
struct EntryCall
{
    QString path; ///< below /admin/v1
    QJsonObject body; ///< a reason is added
};

/// A list of the admin API that is edited entry by entry: alert rules, budgets, channels, prices.
/// `GET path` gives `{member: [entry, ...]}`, and `POST path` takes those that changed.
struct EntryKind
{
    QString id; ///< "alertRules": of object names
    QString title; ///< "Alert rules"
    QString singular; ///< "rule"
    QString path;
    QString member;
    QString capability; ///< that a change takes
    QString emptyText; ///< while there is none
    QList<EntryField> fields;
    QJsonObject fresh; ///< what a new one begins with
    std::function<QString(const QJsonObject &entry)> name;
    std::function<QString(const QJsonObject &entry)> summary; ///< one line below the name
    std::function<EntryCall(const QJsonObject &entry)> removal;
    /// What is sent beside a stored entry that changed, to take away what it was: an entry that is
    /// known by what it says, and not by an id, would be there twice. Empty: nothing is.
    std::function<std::optional<QJsonObject>(const QJsonObject &stored, const QJsonObject &entry)>
        former = {};
    /// Why it cannot be removed; empty: it can. Empty function: all can.
    std::function<QString(const QJsonObject &entry)> whyKept = {};
    /// Something that is tried with an entry as it stands here, and what came of it as a sentence.
    QString trialTitle = {}; ///< empty: there is no such thing
    bool isTriedAsStored = false; ///< with what is saved alone
    std::function<EntryCall(const QJsonObject &entry)> trial = {};
    std::function<QString(const QJsonObject &answer, const QJsonObject &entry)> trialText = {};
};

} // namespace gatehouse::ui
