#pragma once

#include "services/connections/profile.h"

#include <QTabWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace gatehouse::widgets {
class Segmented;
}

namespace gatehouse::ui {

/// The fields of one connection, on tabs. Secrets are typed here and never filled in.
///
/// Object names: profileForm; nameField, environmentField, databaseField, passwordField,
/// sslModeField, urlField, tokenField, tokenFileField; caField, clientCertificateField,
/// clientKeyField, rootCertificateField, databaseCertificateField, databaseKeyField,
/// allowPlainHttp, allowWeakSslMode; proxyKind, proxyHost, proxyPort; metricsSource,
/// metricsUrlField, metricsUserField, metricsSecretField, metricsDatabaseField, metricsJobField,
/// allowPlainMetrics; colourField.
class ProfileForm : public QTabWidget
{
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);

    /// `isNew`: its name can still be chosen. What was typed as a secret is gone.
    void setProfile(const ConnectionProfile &profile, bool isNew);
    ConnectionProfile profile() const;
    /// As typed; empty: as it was.
    QString token() const;
    QString password() const;
    QString measuresSecret() const;
    void clearSecrets();
    /// Where secrets are kept: "kept in the desktop keychain".
    void setPlace(const QString &place);

signals:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintEnvironments();
    QWidget *makeGeneral();
    QWidget *makeTls();
    QWidget *makeProxy();
    QWidget *makeMetrics();
    QWidget *makeDisplay();
    void showMeasures(const MeasureServer &measures);
    MeasureServer measures() const;
    QLineEdit *addText(QFormLayout *form, const QString &label, const QString &name);
    QLineEdit *addFile(QFormLayout *form, const QString &label, const QString &name);
    QLineEdit *addSecret(QFormLayout *form, const QString &label, const QString &name,
                         QLabel *hint);
    QCheckBox *addException(QFormLayout *form, const QString &text, const QString &name);
    QLabel *makeHint();
    void updateHints();
    void updateMetrics();
    void browse(QLineEdit *field);

    ConnectionProfile m_shown;
    QString m_place;
    QLineEdit *m_name = nullptr;
    widgets::Segmented *m_environment = nullptr;
    QLineEdit *m_database = nullptr;
    QLineEdit *m_password = nullptr;
    QLabel *m_passwordHint = nullptr;
    QComboBox *m_sslMode = nullptr;
    QLabel *m_sslModeHint = nullptr;
    QLineEdit *m_url = nullptr;
    QLineEdit *m_token = nullptr;
    QLabel *m_tokenHint = nullptr;
    QLineEdit *m_tokenFile = nullptr;
    QLineEdit *m_apiFiles[3] = {};
    QLineEdit *m_databaseFiles[3] = {};
    QCheckBox *m_allowPlainHttp = nullptr;
    QCheckBox *m_allowWeakSslMode = nullptr;
    QComboBox *m_proxyKind = nullptr;
    QLineEdit *m_proxyHost = nullptr;
    QSpinBox *m_proxyPort = nullptr;
    QComboBox *m_metricsSource = nullptr;
    QLineEdit *m_metricsUrl = nullptr;
    QLineEdit *m_metricsUser = nullptr;
    QLineEdit *m_metricsSecret = nullptr;
    QLabel *m_metricsSecretHint = nullptr;
    QLineEdit *m_metricsDatabase = nullptr;
    QLineEdit *m_metricsJob = nullptr;
    QCheckBox *m_allowPlainMetrics = nullptr;
    QComboBox *m_colour = nullptr;
};

} // namespace gatehouse::ui
