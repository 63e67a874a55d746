#pragma once

#include "ui/pages/alerts/entrykind.h"

#include <QCoreApplication>

/// What the kinds of entries have in common.
namespace gatehouse::ui::parts {

struct AlertKindTexts
{
    Q_DECLARE_TR_FUNCTIONS(AlertKindTexts)
};

QString text(const QJsonObject &entry, const QString &member);
/// As the window writes numbers, without needless decimals.
QString numberText(double value);
/// The title of a choice; the value where it is none of them.
QString titled(const QList<EntryChoice> &choices, const QString &value);
/// "A; B", without what is empty.
QString joined(QStringList parts);
/// "off" of an entry that is switched off; else empty. Comes first: what is long is cut.
QString offText(const QJsonObject &entry);
/// `POST path/{id}/delete`
EntryCall removalById(const QString &path, const QJsonObject &entry);
/// What a dry run found: how often it would have fired, at last of what, and how far it came.
QString dryRunText(const QJsonObject &answer);
QString nothingMeasuredText();
/// Of entries whose member is one of these.
std::function<bool(const QJsonObject &)> isOneOf(const QString &member, const QStringList &values);

EntryField nameField();
EntryField enabledField();
EntryField tenantField();
QList<EntryChoice> severities();

} // namespace gatehouse::ui::parts
