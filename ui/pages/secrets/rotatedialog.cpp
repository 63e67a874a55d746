#include "ui/pages/secrets/rotatedialog.h"

#include "models/secrets/rotationwords.h"
#include "ui/pages/secrets/hoursfield.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>

namespace gatehouse::ui {

namespace {

constexpr int shortestSecret = 8; // as the gateway asks for
constexpr int longestSecret = 1024;

} // namespace

RotateDialog::RotateDialog(const QString &source, const QString &tenant,
                           const Environment &environment, QWidget *parent)
    : ActionDialog(askingReason(tr("Rotate")), tr("secret"), source + QStringLiteral(", ") + tenant,
                   environment, parent)
    , m_source(source)
    , m_tenant(tenant)
{
    addSecret(secrets::providerName(source));
    addOverlap();
    updateReady();
}

RotateDialog::RotateDialog(const Environment &environment, QWidget *parent)
    : ActionDialog(askingReason(tr("Add")), tr("secret"),
                   tr("The first one of a tenant makes the tenant known."), environment, parent)
{
    addTarget();
    addSecret(tr("the provider"));
    updateReady();
}

RotateDialog::~RotateDialog() = default;

void RotateDialog::addTarget()
{
    m_sources = new QComboBox(this);
    m_sources->setObjectName(QStringLiteral("sourceField"));
    m_sources->addItems(secrets::knownSources());
    m_tenants = new QLineEdit(this);
    m_tenants->setObjectName(QStringLiteral("tenantField"));
    addField(tr("Source"), m_sources);
    addField(tr("Tenant"), m_tenants);
    connect(m_tenants, &QLineEdit::textChanged, this, &RotateDialog::updateReady);
}

void RotateDialog::addSecret(const QString &provider)
{
    auto *made = new QRadioButton(tr("Make a new secret here; it is shown once"), this);
    made->setObjectName(QStringLiteral("madeHere"));
    made->setChecked(true);
    m_pasted = new QRadioButton(tr("Paste the one that %1 made").arg(provider), this);
    m_pasted->setObjectName(QStringLiteral("pasted"));
    m_secret = new QLineEdit(this);
    m_secret->setObjectName(QStringLiteral("secretField"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setMaxLength(longestSecret);
    addField({}, made);
    addField({}, m_pasted);
    addField(tr("Secret"), m_secret);
    connect(m_pasted, &QRadioButton::toggled, this, &RotateDialog::updateReady);
    connect(m_secret, &QLineEdit::textChanged, this, &RotateDialog::updateReady);
}

void RotateDialog::addOverlap()
{
    m_overlap = makeHoursField(0, this);
    m_overlap->setSpecialValueText(tr("none: the old one is refused at once"));
    addField(tr("Both are valid for (0 to 7 days)"), m_overlap);
}

void RotateDialog::updateReady()
{
    m_secret->setEnabled(m_pasted->isChecked());
    const bool hasSecret = !m_pasted->isChecked() || secret().size() >= shortestSecret;
    setReady(hasSecret && !tenant().isEmpty());
}

QString RotateDialog::source() const
{
    return m_sources ? m_sources->currentText() : m_source;
}

QString RotateDialog::tenant() const
{
    return m_tenants ? m_tenants->text().trimmed() : m_tenant;
}

QString RotateDialog::secret() const
{
    return m_pasted->isChecked() ? m_secret->text().trimmed() : QString();
}

qint64 RotateDialog::overlapSeconds() const
{
    return m_overlap ? qint64(m_overlap->value()) * 3600 : -1;
}

/// Who asked takes the secret from accepted(), which is emitted in here.
void RotateDialog::done(int result)
{
    ActionDialog::done(result);
    m_secret->clear();
}

} // namespace gatehouse::ui
