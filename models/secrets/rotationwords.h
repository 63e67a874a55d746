#pragma once

#include "models/collection/celltext.h"
#include "models/secrets/rotation.h"

#include <QStringList>

/// What is said of a rotation. Pure functions; what comes from outside is made visible.
namespace gatehouse::secrets {

/// "Stripe"; of an unknown source its own name.
QString providerName(const QString &source);
/// The ten sources, as the API calls them.
QStringList knownSources();

/// Whether the former version can be retired: a bold line, and why.
struct VerdictWords
{
    QString title; ///< empty: there is nothing to judge
    QString text;
    bool isGood = false;
};
VerdictWords verdictWords(const SecretUsage &usage, const collection::TextStyle &style);

/// "Rotate stripe, acme" and "version 6 to 7"; "stripe, acme" and "version 7" when one alone is
/// valid.
QString rotationTitle(const SecretUsage &usage);
QString rotationVersions(const SecretUsage &usage);
/// Which versions are valid, and until when.
QString stateSentence(const SecretUsage &usage, const collection::TextStyle &style);

/// One of the six steps of a rotation.
struct Step
{
    enum class State { ToCome, Current, Done };
    QString title;
    QString text;
    State state = State::ToCome;
};
/// How far it is, by what the gateway knows and by the test event that was sent here.
QList<Step> rotationSteps(const SecretUsage &usage, const QList<TestOutcome> &tests,
                          const collection::TextStyle &style);

/// Now, in the zone of the style.
QDateTime nowOf(const collection::TextStyle &style);

/// "08:28" of today, else "17 Nov 08:28".
QString momentText(const QDateTime &time, const collection::TextStyle &style);

/// "signed with version 7: accepted; with none of them: refused"
QString testText(const QList<TestOutcome> &tests);

/// What is to be done at the provider, step by step.
QStringList runbook(const QString &source);
/// The step of runbook() that waits until the old secret is no longer seen, from 0.
int waitingStep(const QString &source);

/// What the gateway refused, and what next: translated where the code is known.
QString refusalText(const Error &error);

} // namespace gatehouse::secrets
