#include "ui/pages/jwtkeys/rotatekeydialog.h"

#include "ui/pages/secrets/hoursfield.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSpinBox>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestPem = 16384; // as the gateway takes it
constexpr int longestParty = 300;
constexpr int shownLines = 5;

} // namespace

RotateKeyDialog::RotateKeyDialog(const Environment &environment, QWidget *parent)
    : ActionDialog(askingReason(tr("Rotate")), tr("JWT key"),
                   tr("The bridge signs with the new "
                      "one, and the former one is still "
                      "accepted meanwhile."),
                   environment, parent)
    , m_algorithm(new QComboBox(this))
    , m_pasted(new QRadioButton(tr("Paste the public half of a pair that the site made"), this))
    , m_publicKey(new QPlainTextEdit(this))
    , m_problem(widgets::makeWrappingLabel({}, this))
    , m_issuer(new QLineEdit(this))
    , m_audience(new QLineEdit(this))
    , m_overlap(makeHoursField(0, this))
{
    addKey();
    addParties();
    m_overlap->setSpecialValueText(tr("none: the old one is refused at once"));
    addField(tr("Both are valid for (0 to 7 days)"), m_overlap);
    updateReady();
}

void RotateKeyDialog::addKey()
{
    m_algorithm->setObjectName(u"algorithmField"_s);
    m_algorithm->addItems({u"ES256"_s, u"RS256"_s});
    addField(tr("Algorithm"), m_algorithm);
    auto *made = new QRadioButton(tr("Make a pair here; its private half is shown once"), this);
    made->setObjectName(u"madeHere"_s);
    made->setChecked(true);
    m_pasted->setObjectName(u"pasted"_s);
    addField({}, made);
    addField({}, m_pasted);
    m_publicKey->setObjectName(u"publicKeyField"_s);
    m_publicKey->setFont(widgets::monoFont());
    m_publicKey->setTabChangesFocus(true);
    m_publicKey->setPlaceholderText(u"-----BEGIN PUBLIC KEY-----"_s);
    m_publicKey->setAccessibleName(tr("Public half (PEM)"));
    m_publicKey->setFixedHeight(shownLines * m_publicKey->fontMetrics().lineSpacing() + 12);
    addField({}, m_publicKey);
    m_problem->setObjectName(u"publicKeyProblem"_s);
    addField({}, m_problem);
    connect(m_pasted, &QRadioButton::toggled, this, &RotateKeyDialog::updateReady);
    connect(m_publicKey, &QPlainTextEdit::textChanged, this, &RotateKeyDialog::updateReady);
}

void RotateKeyDialog::addParties()
{
    m_issuer->setObjectName(u"issuerField"_s);
    m_audience->setObjectName(u"audienceField"_s);
    m_issuer->setPlaceholderText(tr("Issuer (iss): the site's URL"));
    m_audience->setPlaceholderText(tr("Audience (aud)"));
    for (QLineEdit *party : {m_issuer, m_audience})
        party->setMaxLength(longestParty);
    addField(tr("What tokens must name (as for the active key; the first one needs both)"),
             m_issuer);
    addField({}, m_audience);
    m_issuer->setAccessibleName(m_issuer->placeholderText());
    m_audience->setAccessibleName(m_audience->placeholderText());
}

QString RotateKeyDialog::publicKey() const
{
    return m_pasted->isChecked() ? m_publicKey->toPlainText().trimmed() : QString();
}

void RotateKeyDialog::updateReady()
{
    const QString pem = publicKey();
    const bool isPrivate = pem.contains("PRIVATE KEY"_L1);
    const bool isTooLarge = pem.size() > largestPem;
    m_publicKey->setVisible(m_pasted->isChecked());
    m_problem->setVisible(isPrivate || isTooLarge);
    m_problem->setText(isPrivate
                           ? tr("This is the private half. It stays with the site; the gateway "
                                "takes the public one.")
                           : tr("This is larger than any public key."));
    setReady(!m_pasted->isChecked() || (!pem.isEmpty() && !isPrivate && !isTooLarge));
}

QJsonObject RotateKeyDialog::body() const
{
    QJsonObject body{{u"algorithm"_s, m_algorithm->currentText()},
                     {u"overlap_seconds"_s, m_overlap->value() * 3600},
                     {u"reason"_s, reason()}};
    if (!publicKey().isEmpty())
        body.insert(u"public_key"_s, publicKey());
    if (!m_issuer->text().trimmed().isEmpty())
        body.insert(u"issuer"_s, m_issuer->text().trimmed());
    if (!m_audience->text().trimmed().isEmpty())
        body.insert(u"audience"_s, m_audience->text().trimmed());
    return body;
}

/// It may be a private key that was pasted.
void RotateKeyDialog::done(int result)
{
    ActionDialog::done(result);
    m_publicKey->clear();
}

} // namespace gatehouse::ui
