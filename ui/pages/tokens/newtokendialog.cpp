#include "ui/pages/tokens/newtokendialog.h"

#include <QComboBox>
#include <QDateTime>
#include <QJsonArray>
#include <QLineEdit>
#include <QSpinBox>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 100; // as the gateway takes it
constexpr int mostDays = 3650;
constexpr int usualDays = 90;

/// "acme, globex" as JSON; null, which means all, when there is none.
QJsonValue namesOf(const QString &text)
{
    QJsonArray names;
    for (const QString &name : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString trimmed = name.trimmed(); !trimmed.isEmpty())
            names.append(trimmed);
    }
    return names.isEmpty() ? QJsonValue() : QJsonValue(names);
}

} // namespace

NewTokenDialog::NewTokenDialog(const Environment &environment, QWidget *parent)
    : ActionDialog(askingReason(tr("Add")), tr("token"),
                   tr("It is shown once. The ledger calls who uses it by its name."), environment,
                   parent)
    , m_name(addText(tr("Name"), u"nameField"_s))
    , m_role(new QComboBox(this))
{
    m_name->setMaxLength(longestName);
    m_role->setObjectName(u"roleField"_s);
    m_role->addItems({u"viewer"_s, u"support"_s, u"developer"_s, u"admin"_s, u"telemetry"_s});
    addField(tr("Role"), m_role);
    m_tenants = addText(tr("Tenants, with commas; none: all"), u"tenantsField"_s);
    m_sources = addText(tr("Sources, with commas; none: all"), u"sourcesField"_s);
    m_days = new QSpinBox(this);
    m_days->setObjectName(u"daysField"_s);
    m_days->setRange(0, mostDays);
    m_days->setValue(usualDays);
    m_days->setSuffix(tr(" days"));
    m_days->setSpecialValueText(tr("for good"));
    addField(tr("Valid for"), m_days);
    const auto update = [this] { setReady(!name().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, this, update);
    update();
}

QLineEdit *NewTokenDialog::addText(const QString &label, const QString &objectName)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(objectName);
    addField(label, field);
    return field;
}

QString NewTokenDialog::name() const
{
    return m_name->text().trimmed();
}

QJsonObject NewTokenDialog::body(const QDateTime &now) const
{
    QJsonObject body{{u"name"_s, name()},
                     {u"role"_s, m_role->currentText()},
                     {u"tenants"_s, namesOf(m_tenants->text())},
                     {u"sources"_s, namesOf(m_sources->text())},
                     {u"reason"_s, reason()}};
    if (m_days->value() > 0)
        body.insert(u"expires_at"_s, now.toUTC().addDays(m_days->value()).toString(Qt::ISODate));
    return body;
}

} // namespace gatehouse::ui
