<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AccessText</name>
    <message>
        <source>The file %1 of the connection cannot be read: %2. Correct its path.</source>
        <translation>Die Datei %1 der Verbindung ist nicht lesbar: %2. Berichtigen Sie ihren Pfad.</translation>
    </message>
    <message>
        <source>The file %1 of the connection holds no %2 in PEM form. Choose another.</source>
        <translation>Die Datei %1 der Verbindung enthält nichts in PEM-Form, das als %2 taugt. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>private key without a passphrase</source>
        <translation>privater Schlüssel ohne Passphrase</translation>
    </message>
    <message>
        <source>The address of the gateway is plain http and not on this machine: the token would cross the network in clear. Use https, or allow plain_http in the connection.</source>
        <translation>Die Adresse des Gateways ist unverschlüsseltes http und nicht auf diesem Rechner: Das Token ginge im Klartext durchs Netz. Nehmen Sie https, oder erlauben Sie plain_http in der Verbindung.</translation>
    </message>
    <message>
        <source>The sslmode of the database is below “require” and it is not on this machine: password and data could cross the network in clear. Use verify-full, or allow weak_sslmode in the connection.</source>
        <translation>Der sslmode der Datenbank liegt unter „require“, und sie ist nicht auf diesem Rechner: Passwort und Daten könnten im Klartext durchs Netz gehen. Nehmen Sie verify-full, oder erlauben Sie weak_sslmode in der Verbindung.</translation>
    </message>
    <message>
        <source>The admin API is reached by plain http: who is in between can read and change everything, and has the token.</source>
        <translation>Die Admin-API wird über unverschlüsseltes http erreicht: Wer dazwischen sitzt, kann alles lesen und ändern und hat das Token.</translation>
    </message>
    <message>
        <source>Postgres is reached with an sslmode that does without TLS: who is in between can read and change everything.</source>
        <translation>Postgres wird mit einem sslmode erreicht, der ohne TLS auskommt: Wer dazwischen sitzt, kann alles lesen und ändern.</translation>
    </message>
    <message>
        <source>The address of the measures is plain http and not on this machine: password and data would cross the network in clear. Use https, or allow plain_metrics in the connection.</source>
        <translation>Die Adresse der Messwerte ist einfaches http und nicht auf diesem Rechner: Passwort und Daten gingen offen über das Netz. Nehmen Sie https, oder erlauben Sie plain_metrics in der Verbindung.</translation>
    </message>
    <message>
        <source>Measures are read by plain http: who is in between can read and change them, and has the password.</source>
        <translation>Messwerte werden über einfaches http gelesen: Wer dazwischen ist, kann sie lesen und ändern und hat das Passwort.</translation>
    </message>
</context>
<context>
    <name>ActionBar</name>
    <message>
        <source>Key: %1</source>
        <translation>Taste: %1</translation>
    </message>
</context>
<context>
    <name>ActionDialog</name>
    <message>
        <source>Reason, for the ledger</source>
        <translation>Grund, für das Protokoll</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>Zur Bestätigung %1 eingeben</translation>
    </message>
    <message>
        <source>%1 this %2 in %3?</source>
        <translation>%2 in %3: %1?</translation>
    </message>
    <message>
        <source>Reason (needed), for the ledger</source>
        <translation>Grund (nötig), für das Protokoll</translation>
    </message>
</context>
<context>
    <name>ActionFlow</name>
    <message>
        <source>Select a row first.</source>
        <translation>Wählen Sie zuerst eine Zeile.</translation>
    </message>
    <message>
        <source>The gateway has not answered yet.</source>
        <translation>Das Gateway hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>%1 is not possible here</source>
        <translation>%1 ist hier nicht möglich</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 ist fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>ActionRunner</name>
    <message>
        <source>Re-enqueued. The worker takes it from here.</source>
        <translation>Wieder eingereiht. Den Rest erledigt der Worker.</translation>
    </message>
    <message>
        <source>It will be tried again. The worker takes it from here.</source>
        <translation>Es wird erneut versucht. Den Rest erledigt der Worker.</translation>
    </message>
    <message>
        <source>Discarded. Who did it and why is in the ledger.</source>
        <translation>Verworfen. Wer es war und warum, steht im Protokoll.</translation>
    </message>
    <message>
        <source>Cancelled. Who did it and why is in the ledger.</source>
        <translation>Abgebrochen. Wer es war und warum, steht im Protokoll.</translation>
    </message>
    <message>
        <source>%1: done.</source>
        <translation>%1: erledigt.</translation>
    </message>
    <message>
        <source>It is due now. The worker takes it from here.</source>
        <translation>Er ist jetzt fällig. Der Worker übernimmt ihn.</translation>
    </message>
</context>
<context>
    <name>AddSecret</name>
    <message>
        <source>The secret was not added</source>
        <translation>Das Secret wurde nicht angelegt</translation>
    </message>
    <message>
        <source>%1, %2, version %3</source>
        <translation>%1, %2, Version %3</translation>
    </message>
</context>
<context>
    <name>AdminClient::Private</name>
    <message>
        <source>The gateway did not answer in time. Whether it did what was asked is not known; look before you repeat it.</source>
        <translation>Das Gateway hat nicht rechtzeitig geantwortet. Ob es den Auftrag ausgeführt hat, ist nicht bekannt; sehen Sie nach, bevor Sie ihn wiederholen.</translation>
    </message>
    <message>
        <source>The gateway&apos;s answer is larger than 64 MiB. Ask for less.</source>
        <translation>Die Antwort des Gateways ist größer als 64 MiB. Fragen Sie weniger ab.</translation>
    </message>
    <message>
        <source>This was cancelled.</source>
        <translation>Das wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The gateway at %1 cannot be reached. Check that it runs, and the address of the connection.</source>
        <translation>Das Gateway unter %1 ist nicht erreichbar. Prüfen Sie, ob es läuft, und die Adresse der Verbindung.</translation>
    </message>
    <message>
        <source>What answers at %1 did not prove that it is the gateway, so nothing was sent to it: %2 Check the address and the CA file of the connection.</source>
        <translation>Was unter %1 antwortet, hat sich nicht als das Gateway ausgewiesen, also wurde ihm nichts gesendet: %2 Prüfen Sie die Adresse und die CA-Datei der Verbindung.</translation>
    </message>
</context>
<context>
    <name>AdminTokenText</name>
    <message>
        <source>%1 is not a role.</source>
        <translation>%1 ist keine Rolle.</translation>
    </message>
    <message>
        <source>The admin token is too short. Use at least 8 characters, best random ones.</source>
        <translation>Das Admin-Token ist zu kurz. Verwenden Sie mindestens 8 Zeichen, am besten zufällige.</translation>
    </message>
</context>
<context>
    <name>AlertKindTexts</name>
    <message>
        <source>something measured</source>
        <translation>etwas Gemessenes</translation>
    </message>
    <message>
        <source>a new dead-letter group</source>
        <translation>eine neue Gruppe von Dead Letters</translation>
    </message>
    <message>
        <source>a circuit breaker opened</source>
        <translation>ein Schutzschalter öffnete</translation>
    </message>
    <message>
        <source>repeated bad signatures</source>
        <translation>wiederholt falsche Signaturen</translation>
    </message>
    <message>
        <source>a secret overdue</source>
        <translation>ein überfälliges Geheimnis</translation>
    </message>
    <message>
        <source>requests that come in</source>
        <translation>eingehende Anfragen</translation>
    </message>
    <message>
        <source>delivery tries</source>
        <translation>Zustellversuche</translation>
    </message>
    <message>
        <source>jobs that end</source>
        <translation>beendete Jobs</translation>
    </message>
    <message>
        <source>AI calls</source>
        <translation>KI-Aufrufe</translation>
    </message>
    <message>
        <source>open dead letters</source>
        <translation>offene Dead Letters</translation>
    </message>
    <message>
        <source>waiting jobs</source>
        <translation>wartende Jobs</translation>
    </message>
    <message>
        <source>age of the oldest job, s</source>
        <translation>Alter des ältesten Jobs, s</translation>
    </message>
    <message>
        <source>open circuit breakers</source>
        <translation>offene Schutzschalter</translation>
    </message>
    <message>
        <source>errors, %</source>
        <translation>Fehler, %</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>latency p50, ms</source>
        <translation>Latenz p50, ms</translation>
    </message>
    <message>
        <source>latency p95, ms</source>
        <translation>Latenz p95, ms</translation>
    </message>
    <message>
        <source>latency p99, ms</source>
        <translation>Latenz p99, ms</translation>
    </message>
    <message>
        <source>cost, USD</source>
        <translation>Kosten, USD</translation>
    </message>
    <message>
        <source>prompt tokens</source>
        <translation>Prompt-Token</translation>
    </message>
    <message>
        <source>completion tokens</source>
        <translation>Antwort-Token</translation>
    </message>
    <message>
        <source>cache hits</source>
        <translation>Cache-Treffer</translation>
    </message>
    <message>
        <source>calls without a price</source>
        <translation>Aufrufe ohne Preis</translation>
    </message>
    <message>
        <source>In the last</source>
        <translation>In den letzten</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Fires</source>
        <translation>Meldet</translation>
    </message>
    <message>
        <source>above the threshold</source>
        <translation>über der Schwelle</translation>
    </message>
    <message>
        <source>below the threshold</source>
        <translation>unter der Schwelle</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Over again at</source>
        <translation>Wieder vorbei bei</translation>
    </message>
    <message>
        <source>After it held for</source>
        <translation>Wenn es so lange gilt</translation>
    </message>
    <message>
        <source>Not of fewer calls than</source>
        <translation>Nicht bei weniger Aufrufen als</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Of these</source>
        <translation>Davon</translation>
    </message>
    <message>
        <source>Only where</source>
        <translation>Nur wo</translation>
    </message>
    <message>
        <source>source = stripe; route != …</source>
        <translation>source = stripe; route != …</translation>
    </message>
    <message>
        <source>%1 bad signatures in %2 min</source>
        <translation>%1 falsche Signaturen in %2 min</translation>
    </message>
    <message>
        <source>%1 below %2 in %3 min</source>
        <translation>%1 unter %2 in %3 min</translation>
    </message>
    <message>
        <source>%1 above %2 in %3 min</source>
        <translation>%1 über %2 in %3 min</translation>
    </message>
    <message>
        <source>Nothing is measured yet, so nothing can be tried.</source>
        <translation>Noch ist nichts gemessen, also kann nichts versucht werden.</translation>
    </message>
    <message>
        <source>The most extreme value was %1.</source>
        <translation>Der äußerste Wert war %1.</translation>
    </message>
    <message>
        <source>From %1 to %2 it would not have fired.</source>
        <translation>Von %1 bis %2 hätte sie nicht gemeldet.</translation>
    </message>
    <message>
        <source>%1 times and more</source>
        <translation>%1-mal und öfter</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-mal</translation>
    </message>
    <message>
        <source>From %1 to %2 it would have fired %3, at last on %4: %5.</source>
        <translation>Von %1 bis %2 hätte sie %3 gemeldet, zuletzt am %4: %5.</translation>
    </message>
    <message>
        <source>Alert rules</source>
        <translation>Melderegeln</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>There are no rules: nothing fires.</source>
        <translation>Es gibt keine Regeln: nichts wird gemeldet.</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>It came with the gateway: switch it off instead.</source>
        <translation>Sie kam mit dem Gateway: schalten Sie sie stattdessen aus.</translation>
    </message>
    <message>
        <source>Try on the last 24 hours</source>
        <translation>An den letzten 24 Stunden versuchen</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>am Tag</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>im Monat</translation>
    </message>
    <message>
        <source>%1 of %2 USD used</source>
        <translation>%1 von %2 USD verbraucht</translation>
    </message>
    <message>
        <source>%1 USD</source>
        <translation>%1 USD</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>Budgets</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>There are no budgets: AI work may cost what it does.</source>
        <translation>Es gibt keine Budgets: KI-Arbeit darf kosten, was sie kostet.</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>a day of UTC</source>
        <translation>einem Tag (UTC)</translation>
    </message>
    <message>
        <source>a month of UTC</source>
        <translation>einem Monat (UTC)</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source> USD</source>
        <translation> USD</translation>
    </message>
    <message>
        <source>Warn at</source>
        <translation>Warnen bei</translation>
    </message>
    <message>
        <source>New budget</source>
        <translation>Neues Budget</translation>
    </message>
    <message>
        <source>webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>webhook, as Slack takes it</source>
        <translation>Webhook, wie Slack ihn nimmt</translation>
    </message>
    <message>
        <source>From severity</source>
        <translation>Ab Schwere</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>is a secret; as it is, if left empty</source>
        <translation>ist geheim; leer: bleibt wie bisher</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Mailserver</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>with commas between</source>
        <translation>mit Kommas getrennt</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Anmeldename</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>as it is, if left empty</source>
        <translation>leer: bleibt wie bisher</translation>
    </message>
    <message>
        <source>Who is told of alerts</source>
        <translation>Wer von Meldungen erfährt</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Alerts are seen in this window alone. Add a webhook, as Slack takes it, or an e-mail address.</source>
        <translation>Meldungen sind nur in diesem Fenster zu sehen. Fügen Sie einen Webhook, wie Slack ihn nimmt, oder eine E-Mail-Adresse hinzu.</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>Neuer Kanal</translation>
    </message>
    <message>
        <source>Send a test message</source>
        <translation>Testnachricht senden</translation>
    </message>
    <message>
        <source>The message was taken.</source>
        <translation>Die Nachricht wurde angenommen.</translation>
    </message>
    <message>
        <source>It was not sent: %1</source>
        <translation>Sie wurde nicht gesendet: %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>What models cost</source>
        <translation>Was Modelle kosten</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>No prices are known: calls cost what their senders say.</source>
        <translation>Es sind keine Preise bekannt: Aufrufe kosten, was ihre Absender sagen.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>From the day</source>
        <translation>Ab dem Tag</translation>
    </message>
    <message>
        <source>A million prompt tokens</source>
        <translation>Eine Million Prompt-Token</translation>
    </message>
    <message>
        <source>A million completion tokens</source>
        <translation>Eine Million Antwort-Token</translation>
    </message>
    <message>
        <source>A million cached tokens</source>
        <translation>Eine Million Cache-Token</translation>
    </message>
    <message>
        <source>as the prompt</source>
        <translation>wie Prompt-Token</translation>
    </message>
    <message>
        <source>new-model</source>
        <translation>neues-modell</translation>
    </message>
    <message>
        <source>%1 and %2 USD from %3</source>
        <translation>%1 und %2 USD ab %3</translation>
    </message>
    <message>
        <source>Try on this period and the last</source>
        <translation>Am laufenden und letzten Zeitraum versuchen</translation>
    </message>
</context>
<context>
    <name>AlertTray</name>
    <message>
        <source>An alert fires</source>
        <translation>Eine Meldung steht an</translation>
    </message>
    <message>
        <source>%1 alerts fire</source>
        <translation>%1 Meldungen stehen an</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>how many alerts fire, where</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>AnswerText</name>
    <message>
        <source>The gateway sent a redirect (%1), which is not followed. Check the address of the connection.</source>
        <translation>Das Gateway hat umgeleitet (%1), dem wird nicht gefolgt. Prüfen Sie die Adresse der Verbindung.</translation>
    </message>
    <message>
        <source>The gateway answered with the status %1 and did not say why.</source>
        <translation>Das Gateway hat mit dem Status %1 geantwortet und nicht gesagt, warum.</translation>
    </message>
    <message>
        <source>The gateway&apos;s answer cannot be read. Is there a gateway at this address?</source>
        <translation>Die Antwort des Gateways ist nicht lesbar. Ist unter dieser Adresse ein Gateway?</translation>
    </message>
</context>
<context>
    <name>ApplicationPasswords</name>
    <message>
        <source>WordPress does not let this user manage application passwords. Look whether a plugin switches them off, and whether the site is on HTTPS.</source>
        <translation>WordPress lässt diesen Benutzer keine Anwendungspasswörter verwalten. Sehen Sie nach, ob ein Plugin sie abschaltet und ob die Site HTTPS hat.</translation>
    </message>
    <message>
        <source>The credential is no application password of this WordPress.</source>
        <translation>Die Zugangsdaten sind kein Anwendungspasswort dieses WordPress.</translation>
    </message>
    <message>
        <source>WordPress gave an answer that is none of its own. Check the base URL.</source>
        <translation>WordPress gab eine Antwort, die keine von ihm ist. Prüfen Sie die Basis-URL.</translation>
    </message>
    <message>
        <source>WordPress cannot be reached, or has no time. The gateway goes on with what it has, and takes away what WordPress made all the same. Try again.</source>
        <translation>WordPress ist nicht erreichbar oder hat keine Zeit. Das Gateway arbeitet mit dem weiter, was es hat, und nimmt weg, was WordPress trotzdem angelegt hat. Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>AuditText</name>
    <message>
        <source>--expect-hash is not a hash: it has 64 hex digits, as verify prints them.</source>
        <translation>--expect-hash ist kein Hash: Er hat 64 Hexziffern, wie verify sie ausgibt.</translation>
    </message>
    <message>
        <source>Check that nothing was changed or removed</source>
        <translation>Prüfen, dass nichts geändert oder entfernt wurde</translation>
    </message>
    <message>
        <source>Begin with this entry</source>
        <translation>Mit diesem Eintrag beginnen</translation>
    </message>
    <message>
        <source>A last hash that verify printed before: the entry must still be there; with --from-sequence, as that one</source>
        <translation>Ein letzter Hash, den verify früher ausgab: Der Eintrag muss noch da sein, mit --from-sequence als eben dieser</translation>
    </message>
</context>
<context>
    <name>AvailabilityText</name>
    <message>
        <source>The gateway has not said yet what you may do.</source>
        <translation>Das Gateway hat noch nicht gesagt, was Sie dürfen.</translation>
    </message>
    <message>
        <source>%1 may not do this: the role %2 lacks the capability %3.</source>
        <translation>%1 darf das nicht: Der Rolle %2 fehlt die Berechtigung %3.</translation>
    </message>
    <message>
        <source>This is not possible while it is %1.</source>
        <translation>Das ist im Zustand %1 nicht möglich.</translation>
    </message>
</context>
<context>
    <name>BodyKeyText</name>
    <message>
        <source>The key for this tenant&apos;s bodies cannot be read.</source>
        <translation>Der Schlüssel für die Inhalte dieses Mandanten kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The key that this body is sealed with cannot be read.</source>
        <translation>Der Schlüssel, mit dem dieser Inhalt versiegelt ist, kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This gateway has no master key.</source>
        <translation>Dieses Gateway hat keinen Hauptschlüssel.</translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message>
        <source>%1: %2</source>
        <comment>name and count</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min %2 s</source>
        <translation>etwa %1 min %2 s</translation>
    </message>
    <message>
        <source>%1 AI jobs, which used %2 tokens before</source>
        <translation>%1 KI-Aufträge, die zuvor %2 Tokens verbrauchten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>By cause</source>
        <translation>Nach Ursache</translation>
    </message>
    <message>
        <source>no cause</source>
        <translation>ohne Ursache</translation>
    </message>
    <message>
        <source>By tenant</source>
        <translation>Nach Mandant</translation>
    </message>
    <message>
        <source>no tenant</source>
        <translation>ohne Mandant</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Dauert</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>KI</translation>
    </message>
    <message>
        <source>Nothing matches, so there is nothing to do.</source>
        <translation>Nichts passt, also ist nichts zu tun.</translation>
    </message>
    <message>
        <source>None of the %1 can be done; why is said below.</source>
        <translation>Mit keinem der %1 geht das; warum, steht darunter.</translation>
    </message>
    <message>
        <source>All that there are: %1.</source>
        <translation>Alle, die es gibt: %1.</translation>
    </message>
    <message>
        <source>%1 of %2.</source>
        <translation>%1 von %2.</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Was getan wird</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>The %1 that are selected</source>
        <translation>Die %1 ausgewählten</translation>
    </message>
    <message>
        <source>All of the filter</source>
        <translation>Alle des Filters</translation>
    </message>
    <message>
        <source>All of the list</source>
        <translation>Alle der Liste</translation>
    </message>
    <message>
        <source> per second</source>
        <translation> pro Sekunde</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>stops over </source>
        <translation>hält an über </translation>
    </message>
    <message>
        <source> % failed</source>
        <translation> % gescheitert</translation>
    </message>
    <message>
        <source>Of the newest 200 that are known to have gone well or wrong. 100 %: it never stops by itself.</source>
        <translation>Von den neuesten 200, deren Ausgang bekannt ist. 100 %: hält nie von selbst an.</translation>
    </message>
    <message>
        <source>Stops by itself</source>
        <translation>Hält von selbst an</translation>
    </message>
    <message>
        <source>Slowly first: 1, 2, 5, 10 … a second</source>
        <translation>Erst langsam: 1, 2, 5, 10 … pro Sekunde</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>The gateway is planning…</source>
        <translation>Das Gateway plant…</translation>
    </message>
</context>
<context>
    <name>BulkFlow</name>
    <message>
        <source>The gateway did not do that</source>
        <translation>Das Gateway hat das nicht getan</translation>
    </message>
    <message>
        <source>All that the filter lets through</source>
        <translation>Alle, die der Filter durchlässt</translation>
    </message>
    <message>
        <source>All of the list</source>
        <translation>Alle der Liste</translation>
    </message>
    <message>
        <source>Your role may not change many rows at once.</source>
        <translation>Ihre Rolle darf nicht viele Zeilen auf einmal ändern.</translation>
    </message>
    <message>
        <source>The gateway has not said yet who you are.</source>
        <translation>Das Gateway hat noch nicht gesagt, wer Sie sind.</translation>
    </message>
    <message>
        <source>That cannot be done</source>
        <translation>Das geht nicht</translation>
    </message>
    <message>
        <source>%1: it did not begin</source>
        <translation>%1: nicht begonnen</translation>
    </message>
    <message>
        <source>%1: %2 rows of %3</source>
        <translation>%1: %2 Zeilen aus %3</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>Stopped by itself. %1</source>
        <translation>Von selbst angehalten. %1</translation>
    </message>
    <message>
        <source>Paused. %1</source>
        <translation>Pausiert. %1</translation>
    </message>
    <message>
        <source>%1 s to go</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1: done, %2 of %3</source>
        <translation>%1: fertig, %2 von %3</translation>
    </message>
    <message>
        <source>%1: cancelled at %2 of %3</source>
        <translation>%1: abgebrochen bei %2 von %3</translation>
    </message>
    <message>
        <source>%1 delivered by now</source>
        <translation>%1 bisher zugestellt</translation>
    </message>
    <message>
        <source>resumed in the console</source>
        <translation>in der Konsole fortgesetzt</translation>
    </message>
    <message>
        <source>paused in the console</source>
        <translation>in der Konsole pausiert</translation>
    </message>
    <message>
        <source>cancelled in the console</source>
        <translation>in der Konsole abgebrochen</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>CanonicalReader</name>
    <message>
        <source>This gateway made no canonical event of it.</source>
        <translation>Dieses Gateway hat daraus kein kanonisches Ereignis gemacht.</translation>
    </message>
    <message>
        <source>It is from a file, which does not say what a gateway made of it.</source>
        <translation>Es stammt aus einer Datei; was ein Gateway daraus gemacht hat, steht dort nicht.</translation>
    </message>
    <message>
        <source>The target is a URL. Choose a saved connection as its gateway to see what that makes of it.</source>
        <translation>Das Ziel ist eine URL. Wählen Sie eine gespeicherte Verbindung als sein Gateway, um zu sehen, was es daraus macht.</translation>
    </message>
    <message>
        <source>The target did not take it, so there is none.</source>
        <translation>Das Ziel hat es nicht angenommen, also gibt es keines.</translation>
    </message>
</context>
<context>
    <name>CanonicalTab</name>
    <message>
        <source>Where the field came from</source>
        <translation>Woher das Feld kommt</translation>
    </message>
    <message>
        <source>As it arrived</source>
        <translation>Wie es ankam</translation>
    </message>
    <message>
        <source>The event as it arrived</source>
        <translation>Das Ereignis, wie es ankam</translation>
    </message>
    <message>
        <source>Canonical</source>
        <translation>Kanonisch</translation>
    </message>
    <message>
        <source>Sealed at rest</source>
        <translation>Verschlüsselt gespeichert</translation>
    </message>
    <message>
        <source>In the database this body is encrypted, and has no canonical event to search in. The gateway opened it; that it was read is in the ledger.</source>
        <translation>In der Datenbank ist dieser Inhalt verschlüsselt und hat kein kanonisches Ereignis, in dem gesucht werden könnte. Das Gateway hat ihn geöffnet; dass er gelesen wurde, steht im Protokoll.</translation>
    </message>
    <message>
        <source>There is no canonical event: it was refused, or the database cannot hold the document. The payload is kept as it was sent.</source>
        <translation>Es gibt kein kanonisches Ereignis: Es wurde abgelehnt, oder die Datenbank kann das Dokument nicht aufnehmen. Der Inhalt ist so aufbewahrt, wie er gesendet wurde.</translation>
    </message>
    <message>
        <source>This program has no mapping that made this event.</source>
        <translation>Dieses Programm hat keine Zuordnung, die dieses Ereignis gemacht hat.</translation>
    </message>
    <message>
        <source>Where a field came from is told in the view Pretty.</source>
        <translation>Woher ein Feld kommt, zeigt die Ansicht „Formatiert“.</translation>
    </message>
</context>
<context>
    <name>CanonicalView</name>
    <message>
        <source>As it was recorded</source>
        <translation>Wie es aufgezeichnet wurde</translation>
    </message>
    <message>
        <source>At the target</source>
        <translation>Am Ziel</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgezeichnet</translation>
    </message>
    <message>
        <source>Recorded on the left, at %1 on the right.</source>
        <translation>Links aufgezeichnet, rechts an %1.</translation>
    </message>
</context>
<context>
    <name>ChangeTab</name>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>No state before and after: it changed nothing, or it was written before states were kept.</source>
        <translation>Kein Zustand vorher und nachher: Es wurde nichts geändert, oder der Eintrag entstand, bevor Zustände festgehalten wurden.</translation>
    </message>
    <message>
        <source>%1, as before</source>
        <translation>%1, wie vorher</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>Change headers and payload</source>
        <translation>Header und Payload ändern</translation>
    </message>
    <message>
        <source>What is changed before each event is sent?</source>
        <translation>Was wird geändert, bevor ein Ereignis gesendet wird?</translation>
    </message>
    <message>
        <source>Headers to add, a line each, instead of those of the same name</source>
        <translation>Hinzuzufügende Header, je eine Zeile, anstelle gleichnamiger</translation>
    </message>
    <message>
        <source>Headers to leave out, a name on each line</source>
        <translation>Auszulassende Header, ein Name je Zeile</translation>
    </message>
    <message>
        <source>JSON patch (RFC 6902) of each payload, after it was masked</source>
        <translation>JSON-Patch (RFC 6902) jedes Payloads, nachdem er maskiert wurde</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>“%1” is no name of a header.</source>
        <translation>„%1“ ist kein Name eines Headers.</translation>
    </message>
    <message>
        <source>1 header added</source>
        <translation>1 Header hinzugefügt</translation>
    </message>
    <message>
        <source>%1 headers added</source>
        <translation>%1 Header hinzugefügt</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <comment>so many headers</comment>
        <translation>%1 ausgelassen</translation>
    </message>
    <message>
        <source>a JSON patch</source>
        <translation>ein JSON-Patch</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>A patch has at most 64 KiB.</source>
        <translation>Ein Patch hat höchstens 64 KiB.</translation>
    </message>
    <message>
        <source>Your changes were not applied</source>
        <translation>Ihre Änderungen wurden nicht übernommen</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Filter: %1 %2 %3</source>
        <translation>Filter: %1 %2 %3</translation>
    </message>
    <message>
        <source>%1, turned off</source>
        <translation>%1, ausgeschaltet</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Do not negate</source>
        <translation>Nicht verneinen</translation>
    </message>
    <message>
        <source>Negate</source>
        <translation>Verneinen</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Enter edits, Delete removes, Space turns on or off, ! negates, Ctrl+C copies a link.</source>
        <translation>Eingabe bearbeitet, Entf entfernt, Leertaste schaltet ein oder aus, ! verneint, Strg+C kopiert einen Link.</translation>
    </message>
    <message>
        <source>Copy as link</source>
        <translation>Als Link kopieren</translation>
    </message>
</context>
<context>
    <name>ChipBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>Filter hinzufügen</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>ClickHouseTexts</name>
    <message>
        <source>ClickHouse does not let this user read. Check the user and the password of the measures in the connection.</source>
        <translation>ClickHouse lässt diesen Benutzer nicht lesen. Prüfen Sie Benutzer und Passwort der Messwerte in der Verbindung.</translation>
    </message>
    <message>
        <source>ClickHouse has no table agent_metrics_1m in that database. Check the database in the connection, or make the table by resources/clickhouse.</source>
        <translation>ClickHouse hat in dieser Datenbank keine Tabelle agent_metrics_1m. Prüfen Sie die Datenbank in der Verbindung, oder legen Sie die Tabelle nach resources/clickhouse an.</translation>
    </message>
    <message>
        <source>The table agent_metrics_1m in ClickHouse is another one than that of resources/clickhouse.</source>
        <translation>Die Tabelle agent_metrics_1m in ClickHouse ist eine andere als die aus resources/clickhouse.</translation>
    </message>
    <message>
        <source>This was too much for ClickHouse. Take a shorter range, or fewer series.</source>
        <translation>Das war zu viel für ClickHouse. Nehmen Sie einen kürzeren Zeitraum oder weniger Reihen.</translation>
    </message>
    <message>
        <source>ClickHouse refused to answer (its error %1).</source>
        <translation>ClickHouse hat die Antwort verweigert (sein Fehler %1).</translation>
    </message>
    <message>
        <source>ClickHouse has calls of AI systems alone.</source>
        <translation>ClickHouse hat nur Aufrufe von KI-Systemen.</translation>
    </message>
</context>
<context>
    <name>Cluster</name>
    <message>
        <source>The private database could not be made in %1. The details say why.</source>
        <translation>Die eigene Datenbank konnte in %1 nicht angelegt werden. Die Einzelheiten sagen, warum.</translation>
    </message>
    <message>
        <source>The folder of the private database cannot be written: %1. Choose another folder, or correct its owner and permissions.</source>
        <translation>Der Ordner der eigenen Datenbank ist nicht beschreibbar: %1. Wählen Sie einen anderen, oder berichtigen Sie Eigentümer und Rechte.</translation>
    </message>
    <message>
        <source>The folder of the private database cannot be used: %1. Choose another folder.</source>
        <translation>Der Ordner der eigenen Datenbank ist nicht verwendbar: %1. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full, so the private database cannot run. Free some space on it, then try again.</source>
        <translation>Der Datenträger von %1 ist voll, deshalb kann die eigene Datenbank nicht laufen. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>PostgreSQL %1 is installed, but 15 or later is needed. Install the package postgresql-15.</source>
        <translation>PostgreSQL %1 ist installiert, nötig ist mindestens 15. Installieren Sie das Paket postgresql-15.</translation>
    </message>
    <message>
        <source>PostgreSQL is not installed, and the private database needs it. Install the package postgresql-15 (sudo apt install postgresql-15).</source>
        <translation>PostgreSQL ist nicht installiert, die eigene Datenbank braucht es. Installieren Sie das Paket postgresql-15 (sudo apt install postgresql-15).</translation>
    </message>
    <message>
        <source>The private database was made by PostgreSQL %1, but only %2 is installed. Install the package postgresql-%1, or move the data folder away to start afresh.</source>
        <translation>Die eigene Datenbank stammt von PostgreSQL %1, installiert ist nur %2. Installieren Sie das Paket postgresql-%1, oder verschieben Sie den Datenordner, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>The private database server ended while it started. Its last words are in the details and in %1.</source>
        <translation>Der eigene Datenbankserver hat sich beim Start beendet. Seine letzten Worte stehen in den Einzelheiten und in %1.</translation>
    </message>
    <message>
        <source>The private database server does not get ready. It may still be recovering from a crash: try again in a minute, and look into %1.</source>
        <translation>Der eigene Datenbankserver wird nicht bereit. Vielleicht erholt er sich noch von einem Absturz: Versuchen Sie es in einer Minute erneut, und sehen Sie in %1 nach.</translation>
    </message>
    <message>
        <source>A database server that is gone left its lock %1 behind, and it cannot be removed. Remove it by hand, then try again.</source>
        <translation>Ein früherer Datenbankserver hat seine Sperre %1 hinterlassen, und sie lässt sich nicht entfernen. Löschen Sie sie von Hand und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 could not be started. Check that PostgreSQL is installed whole.</source>
        <translation>%1 konnte nicht gestartet werden. Prüfen Sie, ob PostgreSQL vollständig installiert ist.</translation>
    </message>
    <message>
        <source>%1 did not finish in time. The machine or its disk is very busy: try again.</source>
        <translation>%1 ist nicht rechtzeitig fertig geworden. Der Rechner oder sein Datenträger ist stark ausgelastet: Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The private database refuses its own password: credentials.json does not belong to this data. Restore the file from a backup, or move the folder away to start afresh.</source>
        <translation>Die eigene Datenbank lehnt ihr eigenes Passwort ab: credentials.json gehört nicht zu diesen Daten. Stellen Sie die Datei aus einer Sicherung wieder her, oder verschieben Sie den Ordner, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>There is no user &quot;postgres&quot; to run the database server as (it must not run as root). Install the package postgresql-15, which makes it.</source>
        <translation>Es gibt keinen Benutzer „postgres“, unter dem der Datenbankserver laufen könnte (als root darf er nicht). Installieren Sie das Paket postgresql-15, das ihn anlegt.</translation>
    </message>
    <message>
        <source>The database server runs as user &quot;postgres&quot;, who cannot enter %1. Choose a folder outside of it, or allow entering it (chmod o+x).</source>
        <translation>Der Datenbankserver läuft als Benutzer „postgres“, der %1 nicht betreten darf. Wählen Sie einen Ordner außerhalb, oder erlauben Sie das Betreten (chmod o+x).</translation>
    </message>
    <message>
        <source>The passwords of the private database in %1 are missing or damaged. Restore the file from a backup, or move its folder away to start afresh.</source>
        <translation>Die Passwörter der eigenen Datenbank in %1 fehlen oder sind beschädigt. Stellen Sie die Datei aus einer Sicherung wieder her, oder verschieben Sie ihren Ordner, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>The private database had to be started under another address. Restart Gatehouse.</source>
        <translation>Die private Datenbank musste unter einer anderen Adresse gestartet werden. Starten Sie Gatehouse neu.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alle auswählen</translation>
    </message>
    <message>
        <source>… %1 more characters, all of them in Raw</source>
        <translation>… %1 weitere Zeichen, alle unter „Roh“</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Einklappen</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>Ausklappen</translation>
    </message>
    <message>
        <source>Unfold all</source>
        <translation>Alles ausklappen</translation>
    </message>
    <message>
        <source>Fold to level %1</source>
        <translation>Bis Ebene %1 einklappen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy as a filter</source>
        <translation>Als Filter kopieren</translation>
    </message>
    <message>
        <source>1 member</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>%1 members</source>
        <translation>%1 Einträge</translation>
    </message>
</context>
<context>
    <name>CollectionPage</name>
    <message>
        <source>Next row</source>
        <translation>Nächste Zeile</translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation>Vorige Zeile</translation>
    </message>
    <message>
        <source>Detail alone</source>
        <translation>Nur die Einzelheiten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Newest row</source>
        <translation>Neueste Zeile</translation>
    </message>
    <message>
        <source>Find in the detail</source>
        <translation>In den Einzelheiten suchen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Oldest row</source>
        <translation>Älteste Zeile</translation>
    </message>
    <message>
        <source>Go to time…</source>
        <translation>Zu einer Zeit …</translation>
    </message>
    <message>
        <source>Select up to here</source>
        <translation>Bis hierher auswählen</translation>
    </message>
    <message>
        <source>Select all that are loaded</source>
        <translation>Alle geladenen auswählen</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>Ausgewählte Zeilen kopieren</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Run the gateway until SIGTERM</source>
        <translation>Das Gateway betreiben, bis SIGTERM kommt</translation>
    </message>
    <message>
        <source>HOST:PORT; port 0 picks a free one</source>
        <translation>HOST:PORT; Port 0 nimmt einen freien</translation>
    </message>
    <message>
        <source>libpq conninfo; without it a private cluster is started</source>
        <translation>conninfo von libpq; ohne sie wird ein eigener Cluster gestartet</translation>
    </message>
    <message>
        <source>File with variables (NAME=value lines)</source>
        <translation>Datei mit Variablen (Zeilen NAME=Wert)</translation>
    </message>
    <message>
        <source>Folder of the private cluster</source>
        <translation>Ordner des eigenen Clusters</translation>
    </message>
    <message>
        <source>Keep the private cluster in a temporary folder</source>
        <translation>Den eigenen Cluster in einem temporären Ordner halten</translation>
    </message>
    <message>
        <source>Allow an address beyond loopback</source>
        <translation>Eine Adresse jenseits von Loopback erlauben</translation>
    </message>
    <message>
        <source>HOST:PORT of the admin API when --listen is remote</source>
        <translation>HOST:PORT der Admin-API, wenn --listen von außen erreichbar ist</translation>
    </message>
    <message>
        <source>With --database: also the stand-in for WordPress</source>
        <translation>Mit --database: auch den Ersatz für WordPress</translation>
    </message>
    <message>
        <source>Log accepted webhooks too</source>
        <translation>Auch angenommene Webhooks protokollieren</translation>
    </message>
    <message>
        <source>Saved connection (default: local)</source>
        <translation>Gespeicherte Verbindung (Vorgabe: local)</translation>
    </message>
    <message>
        <source>URL of the gateway</source>
        <translation>URL des Gateways</translation>
    </message>
    <message>
        <source>File that holds the admin token</source>
        <translation>Datei mit dem Admin-Token</translation>
    </message>
    <message>
        <source>libpq conninfo to list from</source>
        <translation>conninfo von libpq, aus der gelesen wird</translation>
    </message>
    <message>
        <source>One JSON object a line</source>
        <translation>Ein JSON-Objekt je Zeile</translation>
    </message>
    <message>
        <source>List them, newest first</source>
        <translation>Auflisten, das Neueste zuerst</translation>
    </message>
    <message>
        <source>At most so many</source>
        <translation>Höchstens so viele</translation>
    </message>
    <message>
        <source>%1 is at least</source>
        <translation>%1 ist mindestens</translation>
    </message>
    <message>
        <source>%1 is</source>
        <translation>%1 ist</translation>
    </message>
    <message>
        <source>Show one, whole</source>
        <translation>Eines ganz zeigen</translation>
    </message>
    <message>
        <source>Its id</source>
        <translation>Seine Id</translation>
    </message>
    <message>
        <source>One or more ids</source>
        <translation>Eine oder mehrere Ids</translation>
    </message>
    <message>
        <source>For the ledger</source>
        <translation>Für das Protokoll</translation>
    </message>
    <message>
        <source>Run and operate a webhook gateway</source>
        <translation>Ein Webhook-Gateway betreiben und bedienen</translation>
    </message>
    <message>
        <source>Print what a saved payload becomes</source>
        <translation>Ausgeben, was aus einem gespeicherten Inhalt wird</translation>
    </message>
    <message>
        <source>The payload, as it was sent; - is standard input</source>
        <translation>Der Inhalt, wie er gesendet wurde; - ist die Standardeingabe</translation>
    </message>
    <message>
        <source>Who sent it (default: the name of the file&apos;s folder)</source>
        <translation>Wer ihn gesendet hat (Vorgabe: der Name des Ordners der Datei)</translation>
    </message>
    <message>
        <source>Name: value, as it was sent; may be repeated</source>
        <translation>Name: Wert, wie er gesendet wurde; darf mehrmals stehen</translation>
    </message>
    <message>
        <source>Whose event it is</source>
        <translation>Wessen Ereignis es ist</translation>
    </message>
    <message>
        <source>--filter is no condition. It is written like %1, with the operators is, contains, at_least and at_most.</source>
        <translation>--filter ist keine Bedingung. Sie wird geschrieben wie %1, mit den Operatoren is, contains, at_least und at_most.</translation>
    </message>
    <message>
        <source>A condition of any kind, in JSON: %1</source>
        <translation>Eine Bedingung jeder Art, in JSON: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>saved as %1</source>
        <translation>gespeichert als %1</translation>
    </message>
    <message>
        <source>The connection “%1” allows itself what is not safe: %2. If that is meant, import with --allow-exceptions.</source>
        <translation>Die Verbindung „%1“ erlaubt sich Unsicheres: %2. Ist das so gemeint, importieren Sie mit --allow-exceptions.</translation>
    </message>
    <message>
        <source>Saved connections</source>
        <translation>Gespeicherte Verbindungen</translation>
    </message>
    <message>
        <source>List them</source>
        <translation>Sie auflisten</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Print one for somebody else, without secrets</source>
        <translation>Eine für jemand anderen ausgeben, ohne Geheimnisse</translation>
    </message>
    <message>
        <source>Try one step by step; exit code 1 when a step fails</source>
        <translation>Eine Schritt für Schritt prüfen; Rückgabewert 1, wenn ein Schritt scheitert</translation>
    </message>
    <message>
        <source>Save what was exported</source>
        <translation>Speichern, was exportiert wurde</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>Also connections that allow themselves what is not safe</source>
        <translation>Auch Verbindungen, die sich Unsicheres erlauben</translation>
    </message>
    <message>
        <source>Fill a database with made-up events, to try things on</source>
        <translation>Eine Datenbank zum Ausprobieren mit erfundenen Ereignissen füllen</translation>
    </message>
    <message>
        <source>So many</source>
        <translation>So viele</translation>
    </message>
    <message>
        <source>Over so many days, up to now</source>
        <translation>Über so viele Tage, bis jetzt</translation>
    </message>
    <message>
        <source>Another number makes other events</source>
        <translation>Eine andere Zahl ergibt andere Ereignisse</translation>
    </message>
    <message>
        <source>libpq conninfo of its owner; without it the private cluster</source>
        <translation>conninfo von libpq für den Eigentümer; ohne sie der eigene Cluster</translation>
    </message>
    <message>
        <source>Also to a database that has events</source>
        <translation>Auch in eine Datenbank, die schon Ereignisse hat</translation>
    </message>
    <message>
        <source>List them, the most urgent first</source>
        <translation>Sie auflisten, das Dringendste zuerst</translation>
    </message>
    <message>
        <source>The column that the list is sorted by; rows without a value come last</source>
        <translation>Die Spalte, nach der die Liste sortiert ist; Zeilen ohne Wert stehen zuletzt</translation>
    </message>
    <message>
        <source>desc: the greatest, or the newest, first; asc: the smallest, or the oldest</source>
        <translation>desc: das Größte oder Neueste zuerst; asc: das Kleinste oder Älteste</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>No page or command has this name.</source>
        <translation>Keine Seite und kein Befehl heißt so.</translation>
    </message>
    <message>
        <source>Enter opens · Ctrl+Enter opens in a filter</source>
        <translation>Enter öffnet · Strg+Enter öffnet gefiltert</translation>
    </message>
</context>
<context>
    <name>CommandText</name>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>“%1” is not an id. An id has 36 characters, such as 01a1e9b4-ed58-7327-b569-6ed663e67889.</source>
        <translation>„%1“ ist keine Id. Eine Id hat 36 Zeichen, wie 01a1e9b4-ed58-7327-b569-6ed663e67889.</translation>
    </message>
    <message>
        <source>It was made with the id %1, but the answer that showed its secret was lost on the way. Revoke it and make another.</source>
        <translation>Es wurde mit der Kennung %1 angelegt, doch die Antwort mit dem Geheimnis ging unterwegs verloren. Widerrufen Sie es und legen Sie ein anderes an.</translation>
    </message>
    <message>
        <source>Its id is %1. This is not shown again.</source>
        <translation>Die Kennung ist %1. Dies wird nicht wieder angezeigt.</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Show what is the same, too</source>
        <translation>Auch Gleiches zeigen</translation>
    </message>
    <message>
        <source>Compare two events</source>
        <translation>Zwei Ereignisse vergleichen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Left: %1</source>
        <translation>Links: %1</translation>
    </message>
    <message>
        <source>Right: %1</source>
        <translation>Rechts: %1</translation>
    </message>
</context>
<context>
    <name>CompareFlow</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Select the other one and press C</source>
        <translation>Wählen Sie das andere aus und drücken Sie C</translation>
    </message>
    <message>
        <source>Nothing is compared: it is the same one</source>
        <translation>Nichts verglichen: Es ist dasselbe</translation>
    </message>
    <message>
        <source>The two could not be compared</source>
        <translation>Die beiden konnten nicht verglichen werden</translation>
    </message>
</context>
<context>
    <name>ConcernPanel</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>Öffnen: %1</translation>
    </message>
</context>
<context>
    <name>ConfigText</name>
    <message>
        <source>%1 must be RS256 or ES256.</source>
        <translation>%1 muss RS256 oder ES256 sein.</translation>
    </message>
    <message>
        <source>%1 is set, but %2 is not. Set all four WORDPRESS_JWT variables, or none.</source>
        <translation>%1 ist gesetzt, %2 aber nicht. Setzen Sie alle vier WORDPRESS_JWT-Variablen oder keine.</translation>
    </message>
    <message>
        <source>%1: the file cannot be read. Check its name and its permissions, or give the key itself.</source>
        <translation>%1: Die Datei kann nicht gelesen werden. Prüfen Sie ihren Namen und ihre Rechte, oder geben Sie den Schlüssel selbst an.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>%1 kann nicht verwendet werden: %2</translation>
    </message>
    <message>
        <source>%1 must be a whole number of requests a minute, at most %2; 0 is no limit.</source>
        <translation>%1 muss eine ganze Zahl von Anfragen je Minute sein, höchstens %2; 0 heißt keine Grenze.</translation>
    </message>
    <message>
        <source>%1: entry %2 is not a network. Write it like 10.0.0.0/8, fd00::/8 or 192.0.2.1, with no bits set behind the prefix.</source>
        <translation>%1: Eintrag %2 ist kein Netz. Schreiben Sie es wie 10.0.0.0/8, fd00::/8 oder 192.0.2.1, ohne gesetzte Bits hinter dem Präfix.</translation>
    </message>
    <message>
        <source>%1: entry %2 is not of the form tenant:secret.</source>
        <translation>%1: Eintrag %2 hat nicht die Form Mandant:Geheimnis.</translation>
    </message>
    <message>
        <source>%1 must start with http:// or https://.</source>
        <translation>%1 muss mit http:// oder https:// beginnen.</translation>
    </message>
    <message>
        <source>%1 must be a single line.</source>
        <translation>%1 muss eine einzige Zeile sein.</translation>
    </message>
    <message>
        <source>%1 is no address to listen on. Write it like 127.0.0.1:8737 or [::1]:8737; port 0 picks a free one.</source>
        <translation>%1 ist keine Adresse, auf der gelauscht werden kann. Schreiben Sie sie wie 127.0.0.1:8737 oder [::1]:8737; Port 0 nimmt einen freien.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read. Check its name and its permissions.</source>
        <translation>Die Datei %1 ist nicht lesbar. Prüfen Sie Namen und Rechte.</translation>
    </message>
    <message>
        <source>%1, line %2: this is not of the form NAME=value.</source>
        <translation>%1, Zeile %2: Das hat nicht die Form NAME=Wert.</translation>
    </message>
    <message>
        <source>%1 can be reached from other machines. If that is meant, add --allow-remote; else listen on 127.0.0.1.</source>
        <translation>%1 ist von anderen Rechnern erreichbar. Ist das gewollt, ergänzen Sie --allow-remote; sonst lauschen Sie auf 127.0.0.1.</translation>
    </message>
    <message>
        <source>%1 is not the private half of %2.</source>
        <translation>%1 ist nicht die private Hälfte von %2.</translation>
    </message>
    <message>
        <source>GATEHOUSE_MASTER_KEY_FILE and GATEHOUSE_MASTER_KEY_COMMAND are both set. Keep the one that gives the key.</source>
        <translation>GATEHOUSE_MASTER_KEY_FILE und GATEHOUSE_MASTER_KEY_COMMAND sind beide gesetzt. Behalten Sie das, das den Schlüssel liefert.</translation>
    </message>
    <message>
        <source>%1 names no source that is known. Behind PROVIDER_SECRETS_ stands one of: %2.</source>
        <translation>%1 nennt keine bekannte Quelle. Hinter PROVIDER_SECRETS_ steht eine von: %2.</translation>
    </message>
    <message>
        <source>%1: the secret of entry %2 is not padded base64, with or without whsec_ in front.</source>
        <translation>%1: Das Geheimnis von Eintrag %2 ist kein aufgefülltes Base64, mit oder ohne whsec_ davor.</translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>Neue Verbindung</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Profiles are exported without secrets.</source>
        <translation>Exportiert wird ohne Geheimnisse.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>“%1” cannot be read</source>
        <translation>„%1“ ist nicht lesbar</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>new connection</source>
        <translation>neue Verbindung</translation>
    </message>
    <message>
        <source>Delete the connection “%1”?</source>
        <translation>Die Verbindung „%1“ löschen?</translation>
    </message>
    <message>
        <source>Its token and password go with it. The gateway stays as it is.</source>
        <translation>Ihr Token und ihr Passwort gehen mit. Das Gateway bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Not deleted</source>
        <translation>Nicht gelöscht</translation>
    </message>
    <message>
        <source>Import connections</source>
        <translation>Verbindungen importieren</translation>
    </message>
    <message>
        <source>Nothing was imported</source>
        <translation>Nichts wurde importiert</translation>
    </message>
    <message>
        <source>This file allows itself what is not safe: %1</source>
        <translation>Diese Datei erlaubt sich Unsicheres: %1</translation>
    </message>
    <message>
        <source>Token and data would cross the network in clear. Import it only from somebody you trust.</source>
        <translation>Token und Daten gingen im Klartext durchs Netz. Importieren Sie sie nur von jemandem, dem Sie vertrauen.</translation>
    </message>
    <message>
        <source>Import all the same</source>
        <translation>Trotzdem importieren</translation>
    </message>
    <message>
        <source>Do not import</source>
        <translation>Nicht importieren</translation>
    </message>
    <message>
        <source>Not imported: %1</source>
        <translation>Nicht importiert: %1</translation>
    </message>
    <message>
        <source>Export this connection</source>
        <translation>Diese Verbindung exportieren</translation>
    </message>
    <message>
        <source>Not exported</source>
        <translation>Nicht exportiert</translation>
    </message>
    <message>
        <source>There is a connection “%1” already. Choose another name.</source>
        <translation>Es gibt schon eine Verbindung „%1“. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Secrets are kept in a sealed file here. Enter its passphrase above.</source>
        <translation>Geheimnisse liegen hier in einer versiegelten Datei. Geben Sie oben ihre Passphrase ein.</translation>
    </message>
    <message>
        <source>Saved, but it will not be opened</source>
        <translation>Gespeichert, wird aber nicht geöffnet</translation>
    </message>
    <message>
        <source>looking for the keychain…</source>
        <translation>suche den Schlüsselbund …</translation>
    </message>
    <message>
        <source>New passphrase for secrets</source>
        <translation>Neue Passphrase für Geheimnisse</translation>
    </message>
    <message>
        <source>Passphrase of the secrets</source>
        <translation>Passphrase der Geheimnisse</translation>
    </message>
    <message>
        <source>Not unlocked</source>
        <translation>Nicht entsperrt</translation>
    </message>
    <message>
        <source>The keychain that has its token is still being looked for. Try again in a moment.</source>
        <translation>Der Schlüsselbund mit ihrem Token wird noch gesucht. Versuchen Sie es gleich erneut.</translation>
    </message>
</context>
<context>
    <name>ConnectionLabel</name>
    <message>
        <source>%1 connecting</source>
        <translation>%1 verbindet sich</translation>
    </message>
    <message>
        <source>%1 %2 ms</source>
        <translation>%1 %2 ms</translation>
    </message>
    <message>
        <source>%1 &lt; 1 ms</source>
        <translation>%1 &lt; 1 ms</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 antwortet nicht</translation>
    </message>
    <message>
        <source>%1 not ready</source>
        <translation>%1 nicht bereit</translation>
    </message>
    <message>
        <source>%1 no answer for %2 s</source>
        <translation>%1 seit %2 s ohne Antwort</translation>
    </message>
    <message>
        <source>Reading through the API</source>
        <translation>Gelesen über die API</translation>
    </message>
    <message>
        <source>This connection names no database. Lists and details come through the admin API, and are asked for again every few seconds.</source>
        <translation>Diese Verbindung nennt keine Datenbank. Listen und Einzelheiten kommen über die Admin-API und werden alle paar Sekunden neu erfragt.</translation>
    </message>
    <message>
        <source>%1, not encrypted</source>
        <translation>%1, unverschlüsselt</translation>
    </message>
</context>
<context>
    <name>ConnectionTest</name>
    <message>
        <source>tenants: %1</source>
        <translation>Mandanten: %1</translation>
    </message>
    <message>
        <source>sources: %1</source>
        <translation>Quellen: %1</translation>
    </message>
    <message>
        <source>environment %1</source>
        <translation>Umgebung %1</translation>
    </message>
    <message>
        <source>%1 The certificate: %2.</source>
        <translation>%1 Das Zertifikat: %2.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>API: name</source>
        <translation>API: Name</translation>
    </message>
    <message>
        <source>API: TCP</source>
        <translation>API: TCP</translation>
    </message>
    <message>
        <source>API: TLS</source>
        <translation>API: TLS</translation>
    </message>
    <message>
        <source>API: authentication</source>
        <translation>API: Anmeldung</translation>
    </message>
    <message>
        <source>API: contract</source>
        <translation>API: Vertrag</translation>
    </message>
    <message>
        <source>API: role and scope</source>
        <translation>API: Rolle und Bereich</translation>
    </message>
    <message>
        <source>API: clock</source>
        <translation>API: Uhr</translation>
    </message>
    <message>
        <source>Postgres: reachable</source>
        <translation>Postgres: erreichbar</translation>
    </message>
    <message>
        <source>Postgres: TLS</source>
        <translation>Postgres: TLS</translation>
    </message>
    <message>
        <source>Postgres: authentication</source>
        <translation>Postgres: Anmeldung</translation>
    </message>
    <message>
        <source>Postgres: contract and views</source>
        <translation>Postgres: Vertrag und Sichten</translation>
    </message>
    <message>
        <source>not reached: needs “%1”</source>
        <translation>nicht erreicht: braucht „%1“</translation>
    </message>
    <message>
        <source>Change the connection as it says.</source>
        <translation>Ändern Sie die Verbindung, wie es dort steht.</translation>
    </message>
    <message>
        <source>nothing goes over a network in clear</source>
        <translation>nichts geht im Klartext durch ein Netz</translation>
    </message>
    <message>
        <source>Use https and sslmode verify-full, and take the exception out of the connection.</source>
        <translation>Nehmen Sie https und sslmode verify-full, und nehmen Sie die Ausnahme aus der Verbindung.</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>Port %1</translation>
    </message>
    <message>
        <source>none: plain http</source>
        <translation>keines: unverschlüsseltes http</translation>
    </message>
    <message>
        <source>Give the gateway a certificate and use https.</source>
        <translation>Geben Sie dem Gateway ein Zertifikat, und nehmen Sie https.</translation>
    </message>
    <message>
        <source>not needed on this machine</source>
        <translation>auf diesem Rechner nicht nötig</translation>
    </message>
    <message>
        <source>Check the spelling of the host, and the name server of this machine.</source>
        <translation>Prüfen Sie die Schreibweise des Hosts und den Nameserver dieses Rechners.</translation>
    </message>
    <message>
        <source>Check that the gateway runs and listens on port %1, and that no firewall is in between.</source>
        <translation>Prüfen Sie, ob das Gateway läuft und an Port %1 lauscht, und ob keine Firewall dazwischen ist.</translation>
    </message>
    <message>
        <source>If the gateway has a certificate of your own authority, name its CA file in the connection; else renew it, or correct the host.</source>
        <translation>Stammt das Zertifikat des Gateways von Ihrer eigenen Stelle, nennen Sie deren CA-Datei in der Verbindung; sonst erneuern Sie es, oder berichtigen Sie den Host.</translation>
    </message>
    <message>
        <source>Check that https is spoken on this port, and whether the gateway demands a client certificate.</source>
        <translation>Prüfen Sie, ob an diesem Port https gesprochen wird und ob das Gateway ein Client-Zertifikat verlangt.</translation>
    </message>
    <message>
        <source>%1; issued by %2 for %3, ends %4, chain of %5</source>
        <translation>%1; ausgestellt von %2 für %3, endet %4, Kette von %5</translation>
    </message>
    <message>
        <source>; not verified</source>
        <translation>; nicht geprüft</translation>
    </message>
    <message>
        <source>Use sslmode verify-full, so that nobody can stand in between.</source>
        <translation>Nehmen Sie sslmode verify-full, damit sich niemand dazwischen stellen kann.</translation>
    </message>
    <message>
        <source>Renew the certificate before it ends.</source>
        <translation>Erneuern Sie das Zertifikat, bevor es endet.</translation>
    </message>
    <message>
        <source>Enter the token in the connection.</source>
        <translation>Geben Sie das Token in der Verbindung ein.</translation>
    </message>
    <message>
        <source>Paste the right token, or have an admin make a new one: gatehousectl tokens create.</source>
        <translation>Fügen Sie das richtige Token ein, oder lassen Sie einen Administrator ein neues machen: gatehousectl tokens create.</translation>
    </message>
    <message>
        <source>Check that the address is the gateway&apos;s own, without a path or a proxy&apos;s page before it.</source>
        <translation>Prüfen Sie, ob die Adresse die des Gateways selbst ist, ohne Pfad und ohne die Seite eines Proxys davor.</translation>
    </message>
    <message>
        <source>whoami names nobody</source>
        <translation>whoami nennt niemanden</translation>
    </message>
    <message>
        <source>Check that the address is a gateway&apos;s.</source>
        <translation>Prüfen Sie, ob die Adresse die eines Gateways ist.</translation>
    </message>
    <message>
        <source>Update Gatehouse on this machine.</source>
        <translation>Aktualisieren Sie Gatehouse auf diesem Rechner.</translation>
    </message>
    <message>
        <source>version %1, gateway %2</source>
        <translation>Version %1, Gateway %2</translation>
    </message>
    <message>
        <source>This token may not read. Have an admin make another.</source>
        <translation>Dieses Token darf nicht lesen. Lassen Sie einen Administrator ein anderes machen.</translation>
    </message>
    <message>
        <source>the gateway does not say its time</source>
        <translation>das Gateway nennt seine Zeit nicht</translation>
    </message>
    <message>
        <source>A proxy in between may take the Date header away; let it through.</source>
        <translation>Ein Proxy dazwischen nimmt vielleicht den Date-Header weg; lassen Sie ihn durch.</translation>
    </message>
    <message>
        <source>the gateway is %1 s ahead</source>
        <translation>das Gateway geht %1 s vor</translation>
    </message>
    <message>
        <source>the gateway is %1 s behind</source>
        <translation>das Gateway geht %1 s nach</translation>
    </message>
    <message>
        <source>Set both clocks by NTP: signatures and overlaps go by the time.</source>
        <translation>Stellen Sie beide Uhren per NTP: Signaturen und Überlappungen gehen nach der Zeit.</translation>
    </message>
    <message>
        <source>by socket or service file</source>
        <translation>über Socket oder Service-Datei</translation>
    </message>
    <message>
        <source>left to libpq</source>
        <translation>libpq überlassen</translation>
    </message>
    <message>
        <source>%1 port %2</source>
        <translation>%1 Port %2</translation>
    </message>
    <message>
        <source>not demanded</source>
        <translation>nicht verlangt</translation>
    </message>
    <message>
        <source>Use sslmode verify-full.</source>
        <translation>Nehmen Sie sslmode verify-full.</translation>
    </message>
    <message>
        <source>Check the host and port of the conninfo, and that Postgres listens at %1 (listen_addresses).</source>
        <translation>Prüfen Sie Host und Port im Conninfo, und ob Postgres an %1 lauscht (listen_addresses).</translation>
    </message>
    <message>
        <source>Check that it is Postgres, and turn TLS on there (ssl = on, with a certificate).</source>
        <translation>Prüfen Sie, ob es Postgres ist, und schalten Sie dort TLS ein (ssl = on, mit einem Zertifikat).</translation>
    </message>
    <message>
        <source>Name the root certificate of the server&apos;s authority in the connection, or the host that its certificate is for.</source>
        <translation>Nennen Sie in der Verbindung das Wurzelzertifikat der Stelle des Servers, oder den Host, für den sein Zertifikat gilt.</translation>
    </message>
    <message>
        <source>Enter the password in the connection.</source>
        <translation>Geben Sie das Passwort in der Verbindung ein.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Correct dbname in the conninfo.</source>
        <translation>Berichtigen Sie dbname im Conninfo.</translation>
    </message>
    <message>
        <source>Paste the right password above, or have the owner of the database set a new one: ALTER ROLE … PASSWORD.</source>
        <translation>Fügen Sie oben das richtige Passwort ein, oder lassen Sie den Eigentümer der Datenbank ein neues setzen: ALTER ROLE … PASSWORD.</translation>
    </message>
    <message>
        <source>Let the role read the schema “console” (GRANT gatehouse_console), or update Gatehouse where the contract is newer.</source>
        <translation>Lassen Sie die Rolle das Schema „console“ lesen (GRANT gatehouse_console), oder aktualisieren Sie Gatehouse, wo der Vertrag neuer ist.</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Grant the role gatehouse_console to this login.</source>
        <translation>Geben Sie diesem Login die Rolle gatehouse_console.</translation>
    </message>
    <message>
        <source>both clocks agree</source>
        <translation>beide Uhren stimmen überein</translation>
    </message>
    <message>
        <source>Metrics: read</source>
        <translation>Metriken: lesen</translation>
    </message>
    <message>
        <source>Enter the password again.</source>
        <translation>Geben Sie das Passwort noch einmal ein.</translation>
    </message>
    <message>
        <source>Change what measures are read from.</source>
        <translation>Ändern Sie, woher Messwerte gelesen werden.</translation>
    </message>
    <message>
        <source>It answers, and has nothing of this gateway. See that it gets something.</source>
        <translation>Es antwortet und hat nichts von diesem Gateway. Sorgen Sie dafür, dass es etwas bekommt.</translation>
    </message>
</context>
<context>
    <name>ConnectionText</name>
    <message>
        <source>No local gateway is running. Start one with ./dev run or gatehousectl serve, or name another with --connection or --url.</source>
        <translation>Es läuft kein lokales Gateway. Starten Sie eines mit ./dev run oder gatehousectl serve, oder nennen Sie ein anderes mit --connection oder --url.</translation>
    </message>
    <message>
        <source>--url is not one. It is written like http://127.0.0.1:8737.</source>
        <translation>--url ist keine. Sie wird wie http://127.0.0.1:8737 geschrieben.</translation>
    </message>
    <message>
        <source>Say with --token-file where the admin token is.</source>
        <translation>Sagen Sie mit --token-file, wo das Admin-Token ist.</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>Send 60 signed test webhooks</source>
        <translation>60 signierte Test-Webhooks senden</translation>
    </message>
    <message>
        <source>Make traffic</source>
        <translation>Verkehr erzeugen</translation>
    </message>
    <message>
        <source>Signed events of the providers, some of which fail.</source>
        <translation>Signierte Ereignisse der Anbieter, von denen einige fehlschlagen.</translation>
    </message>
    <message>
        <source>Send 60 webhooks</source>
        <translation>60 Webhooks senden</translation>
    </message>
    <message>
        <source>What is shown here may be wrong or incomplete.</source>
        <translation>Was hier steht, kann falsch oder unvollständig sein.</translation>
    </message>
    <message>
        <source>This gateway says that it is %1; the connection “%2” says %3.</source>
        <translation>Dieses Gateway sagt, es sei %1; die Verbindung „%2“ sagt %3.</translation>
    </message>
    <message>
        <source>It is treated as %1. Correct the connection.</source>
        <translation>Es wird als %1 behandelt. Berichtigen Sie die Verbindung.</translation>
    </message>
    <message>
        <source>The test webhooks were not sent</source>
        <translation>Die Test-Webhooks wurden nicht gesendet</translation>
    </message>
    <message>
        <source>It is tried again by itself. Nothing that was accepted is lost.</source>
        <translation>Es wird von selbst erneut versucht. Nichts, was angenommen wurde, ist verloren.</translation>
    </message>
    <message>
        <source>Or send one from a terminal; the gateway listens on %1.</source>
        <translation>Oder senden Sie eines aus einem Terminal; das Gateway lauscht auf %1.</translation>
    </message>
    <message>
        <source>Local gateway</source>
        <translation>Lokales Gateway</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>%1 due</source>
        <comment>so many secrets</comment>
        <translation>%1 fällig</translation>
    </message>
    <message>
        <source>Retention…</source>
        <translation>Aufbewahrung…</translation>
    </message>
    <message>
        <source>Signature workbench</source>
        <translation>Signatur-Werkbank</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>selected in %1</source>
        <translation>ausgewählt in %1</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>%1 alerts, the latest: %2</source>
        <translation>%1 Meldungen, die neueste: %2</translation>
    </message>
    <message>
        <source>%1 firing</source>
        <comment>so many alerts</comment>
        <translation>%1 stehen an</translation>
    </message>
</context>
<context>
    <name>CredentialText</name>
    <message>
        <source>There is no credential store.</source>
        <translation>Es gibt keinen Speicher für Zugangsdaten.</translation>
    </message>
</context>
<context>
    <name>CustomerTable</name>
    <message>
        <source>masked</source>
        <translation>maskiert</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Customers of AI systems</source>
        <translation>Kunden der KI-Systeme</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>User, as a hash</source>
        <translation>Benutzer, als Hash</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>No call of an AI system is measured in these days.</source>
        <translation>In diesen Tagen ist kein Aufruf eines KI-Systems gemessen.</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>Ohne Preis</translation>
    </message>
    <message>
        <source>Which customer costs how much? By days of UTC, as the gateway counts</source>
        <translation>Welcher Kunde kostet wie viel? Nach Tagen in UTC, wie das Gateway zählt</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
</context>
<context>
    <name>DeliveriesTab</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>Noch nicht versucht</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>The answer had no body.</source>
        <translation>Die Antwort hatte keinen Inhalt.</translation>
    </message>
    <message>
        <source>No answer came. %1</source>
        <translation>Es kam keine Antwort. %1</translation>
    </message>
    <message>
        <source>dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>A dry run: the request was built, signed and stored, not sent.</source>
        <translation>Ein Probelauf: Die Anfrage wurde gebaut, signiert und gespeichert, nicht gesendet.</translation>
    </message>
    <message>
        <source>dry run: built, not sent</source>
        <translation>Probelauf: gebaut, nicht gesendet</translation>
    </message>
    <message>
        <source>Its headers</source>
        <comment>of an answer</comment>
        <translation>Deren Header</translation>
    </message>
    <message>
        <source>Exchange</source>
        <comment>request and answer</comment>
        <translation>Austausch</translation>
    </message>
    <message>
        <source>The answer had no headers.</source>
        <translation>Die Antwort hatte keine Header.</translation>
    </message>
</context>
<context>
    <name>DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Detail alone</source>
        <translation>Nur die Einzelheiten</translation>
    </message>
    <message>
        <source>Show the detail alone (Enter), and back (Esc)</source>
        <translation>Nur die Einzelheiten zeigen (Enter), und zurück (Esc)</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Select a row to see it here.</source>
        <translation>Wählen Sie eine Zeile, um sie hier zu sehen.</translation>
    </message>
    <message>
        <source>Parts of the detail</source>
        <translation>Teile der Einzelheiten</translation>
    </message>
    <message>
        <source>This row no longer exists</source>
        <translation>Diese Zeile gibt es nicht mehr</translation>
    </message>
    <message>
        <source>It may have been deleted after its retention period. Below is what was known.</source>
        <translation>Vielleicht wurde sie nach ihrer Aufbewahrungsfrist gelöscht. Unten steht, was bekannt war.</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>Nächste Zeile</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>DetailReader</name>
    <message>
        <source>There is no payload for this event. It may have passed its retention period.</source>
        <translation>Zu diesem Ereignis gibt es keinen Inhalt. Vielleicht ist seine Aufbewahrungsfrist vorbei.</translation>
    </message>
</context>
<context>
    <name>DifferenceTable</name>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>only on the left</source>
        <translation>nur links</translation>
    </message>
    <message>
        <source>only on the right</source>
        <translation>nur rechts</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Beide sind gleich.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>%1 of %2 values differ.</source>
        <translation>%1 von %2 Werten unterscheiden sich.</translation>
    </message>
    <message>
        <source>There are more values, which were not compared.</source>
        <translation>Es gibt weitere Werte, die nicht verglichen wurden.</translation>
    </message>
</context>
<context>
    <name>DropGuard</name>
    <message>
        <source>Cancel once more to drop it.</source>
        <translation>Brechen Sie noch einmal ab, um sie zu verwerfen.</translation>
    </message>
</context>
<context>
    <name>EarlierReplays</name>
    <message>
        <source>%1 to %2: %3 events</source>
        <comment>time, target, count</comment>
        <translation>%1 an %2: %3 Ereignisse</translation>
    </message>
    <message>
        <source>%1, running elsewhere</source>
        <translation>%1, läuft woanders</translation>
    </message>
    <message>
        <source>%1, %2 not sent</source>
        <translation>%1, %2 nicht gesendet</translation>
    </message>
    <message>
        <source>%1 of %2 events to %3 were not sent.</source>
        <translation>%1 von %2 Ereignissen an %3 wurden nicht gesendet.</translation>
    </message>
    <message>
        <source>%1 of %2 events to %3 were not sent; whether %4 arrived is not known.</source>
        <translation>%1 von %2 Ereignissen an %3 wurden nicht gesendet; ob %4 ankamen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Frühere</translation>
    </message>
    <message>
        <source>Replays of this user, also those that did not end</source>
        <translation>Replays dieses Benutzers, auch die nicht beendeten</translation>
    </message>
</context>
<context>
    <name>EndpointProbe</name>
    <message>
        <source>left to the proxy %1</source>
        <translation>dem Proxy %1 überlassen</translation>
    </message>
    <message>
        <source>The server has no TLS.</source>
        <translation>Der Server hat kein TLS.</translation>
    </message>
    <message>
        <source>What answers there is no Postgres.</source>
        <translation>Was dort antwortet, ist kein Postgres.</translation>
    </message>
    <message>
        <source>issued by %1 for %2, ends %3</source>
        <translation>ausgestellt von %1 für %2, endet %3</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>keine Antwort binnen %1 s</translation>
    </message>
</context>
<context>
    <name>EntriesDialog</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Reason (needed), for the ledger</source>
        <translation>Grund (nötig), für das Protokoll</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Asking the gateway …</source>
        <translation>Das Gateway wird gefragt …</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name, problem</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Save first what you changed.</source>
        <translation>Speichern Sie zuerst, was Sie geändert haben.</translation>
    </message>
    <message>
        <source>You may look, not change: your role lacks the capability %1.</source>
        <translation>Sie dürfen ansehen, nicht ändern: Ihrer Rolle fehlt die Berechtigung %1.</translation>
    </message>
    <message>
        <source>Say first why, for the ledger.</source>
        <translation>Sagen Sie zuerst, warum, für das Protokoll.</translation>
    </message>
    <message>
        <source>It is tried as it was saved.</source>
        <translation>Es wird so versucht, wie es gespeichert ist.</translation>
    </message>
    <message>
        <source>Changes are not saved. Save them, or close once more to drop them.</source>
        <translation>Änderungen sind nicht gespeichert. Speichern Sie sie, oder schließen Sie noch einmal, um sie zu verwerfen.</translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>“%1” is to read like this: source = stripe; tenant != acme</source>
        <translation>„%1“ muss so lauten: source = stripe; tenant != acme</translation>
    </message>
</context>
<context>
    <name>EnvironmentBlock</name>
    <message>
        <source>Environment: %1, %2</source>
        <translation>Umgebung: %1, %2</translation>
    </message>
    <message>
        <source>environment not known yet</source>
        <translation>Umgebung noch nicht bekannt</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>unverschlüsselt</translation>
    </message>
</context>
<context>
    <name>ExportCommandText</name>
    <message>
        <source>There is no column “%1”. There are: %2.</source>
        <translation>Es gibt keine Spalte „%1“. Es gibt: %2.</translation>
    </message>
    <message>
        <source>Payloads are exported from the database alone, which this connection does not name. Leave out --with-payload.</source>
        <translation>Payloads werden nur aus der Datenbank exportiert, und diese Verbindung nennt keine. Lassen Sie --with-payload weg.</translation>
    </message>
    <message>
        <source>%1 rows, %2, %3 rows and %4 a second</source>
        <translation>%1 Zeilen, %2, %3 Zeilen und %4 pro Sekunde</translation>
    </message>
    <message>
        <source>Written to %1: %2.</source>
        <translation>Geschrieben nach %1: %2.</translation>
    </message>
    <message>
        <source>Written whole or not at all; one that is there is replaced; - is standard output</source>
        <translation>Wird ganz oder gar nicht geschrieben; eine vorhandene wird ersetzt; - ist die Standardausgabe</translation>
    </message>
    <message>
        <source>csv, ndjson or json (default: as the file&apos;s name ends, else ndjson)</source>
        <translation>csv, ndjson oder json (Vorgabe: wie der Dateiname endet, sonst ndjson)</translation>
    </message>
    <message>
        <source>These alone, with commas between them, in this order</source>
        <translation>Nur diese, mit Kommas dazwischen, in dieser Reihenfolge</translation>
    </message>
    <message>
        <source>Also the bodies of the requests</source>
        <translation>Auch die Inhalte der Anfragen</translation>
    </message>
    <message>
        <source>Write them to a file, newest first</source>
        <translation>In eine Datei schreiben, das Neueste zuerst</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>With the bodies of the requests</source>
        <translation>Mit den Inhalten der Anfragen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>NDJSON, a line each</source>
        <translation>NDJSON, je eine Zeile</translation>
    </message>
    <message>
        <source>JSON, one array</source>
        <translation>JSON, ein Array</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>title and name of a column</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Choose a column at least.</source>
        <translation>Wählen Sie mindestens eine Spalte.</translation>
    </message>
    <message>
        <source>Say which file it becomes.</source>
        <translation>Geben Sie an, welche Datei daraus wird.</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>Es gibt keinen Ordner %1.</translation>
    </message>
    <message>
        <source>The file is there; it will be replaced.</source>
        <translation>Die Datei ist schon da; sie wird ersetzt.</translation>
    </message>
    <message>
        <source>The %1 that are selected</source>
        <translation>Die %1 ausgewählten</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
</context>
<context>
    <name>ExportFlow</name>
    <message>
        <source>The export failed</source>
        <translation>Der Export ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The export was stopped</source>
        <translation>Der Export wurde angehalten</translation>
    </message>
    <message>
        <source>No file was written.</source>
        <translation>Es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Exported %1 rows</source>
        <translation>%1 Zeilen exportiert</translation>
    </message>
    <message>
        <source>All that the filter lets through: %1.</source>
        <translation>Alles, was der Filter durchlässt: %1.</translation>
    </message>
    <message>
        <source>All of the list: %1.</source>
        <translation>Die ganze Liste: %1.</translation>
    </message>
    <message>
        <source>Exporting: %1 rows, %2 written, %3 rows a second</source>
        <translation>Export: %1 Zeilen, %2 geschrieben, %3 Zeilen pro Sekunde</translation>
    </message>
    <message>
        <source>, %1 to go</source>
        <translation>, noch %1</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>%1, %2 in %3: %4 rows a second.</source>
        <translation>%1, %2 in %3: %4 Zeilen pro Sekunde.</translation>
    </message>
    <message>
        <source>Exporting: %1</source>
        <translation>Export: %1</translation>
    </message>
    <message>
        <source>Exported one row</source>
        <translation>Eine Zeile exportiert</translation>
    </message>
</context>
<context>
    <name>FieldReveal</name>
    <message>
        <source>Reveal…</source>
        <translation>Aufdecken…</translation>
    </message>
    <message>
        <source>event&apos;s personal data</source>
        <translation>personenbezogene Daten des Ereignisses</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>They are shown for a minute, or until another row is selected. The ledger keeps which fields, and why.</source>
        <translation>Sie werden eine Minute lang gezeigt, oder bis eine andere Zeile gewählt wird. Das Protokoll hält fest, welche Felder und warum.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>FilterEditor</name>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>enthält nicht</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>since</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>a whole id</source>
        <translation>eine ganze Id</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>15min, 24h, 7d or 2026-11-17 14:00</source>
        <translation>15min, 24h, 7d oder 2026-11-17 14:00</translation>
    </message>
    <message>
        <source>text; * is any run of characters</source>
        <translation>Text; * steht für beliebig viele Zeichen</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Write a value first.</source>
        <translation>Schreiben Sie zuerst einen Wert.</translation>
    </message>
    <message>
        <source>Choose a value first.</source>
        <translation>Wählen Sie zuerst einen Wert.</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Previous place</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Find in the body</source>
        <translation>Im Inhalt suchen</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>FixtureCollector</name>
    <message>
        <source>These are more than %1 events. Select fewer of them.</source>
        <translation>Das sind mehr als %1 Ereignisse. Wählen Sie weniger aus.</translation>
    </message>
    <message>
        <source>Their bodies are more than 64 MiB. Select fewer events.</source>
        <translation>Ihre Inhalte sind mehr als 64 MiB. Wählen Sie weniger Ereignisse aus.</translation>
    </message>
    <message>
        <source>The bodies of these events were not kept.</source>
        <translation>Die Inhalte dieser Ereignisse wurden nicht aufgehoben.</translation>
    </message>
</context>
<context>
    <name>FixtureFlow</name>
    <message>
        <source>Save as a fixture file…</source>
        <translation>Als Fixture-Datei speichern …</translation>
    </message>
    <message>
        <source>Save as a fixture file</source>
        <translation>Als Fixture-Datei speichern</translation>
    </message>
    <message>
        <source>Saved the event as %1</source>
        <translation>Ereignis gespeichert als %1</translation>
    </message>
    <message>
        <source>Saved %1 events as %2</source>
        <translation>%1 Ereignisse gespeichert als %2</translation>
    </message>
    <message>
        <source>No fixtures were made</source>
        <translation>Es wurden keine Fixtures gemacht</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Wiederholen…</translation>
    </message>
</context>
<context>
    <name>Forwarder</name>
    <message>
        <source>“%1” is production, where events are not forwarded to. Choose another target.</source>
        <translation>„%1“ ist Produktion; dorthin werden keine Ereignisse weitergeleitet. Wählen Sie ein anderes Ziel.</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>es ist nicht mehr da</translation>
    </message>
    <message>
        <source>its body was not kept</source>
        <translation>sein Inhalt wurde nicht aufbewahrt</translation>
    </message>
    <message>
        <source>its body is not there any more</source>
        <translation>sein Inhalt ist nicht mehr da</translation>
    </message>
</context>
<context>
    <name>GroupPanel</name>
    <message>
        <source>%1 died in the last 24 hours</source>
        <translation>%1 in den letzten 24 Stunden gestorben</translation>
    </message>
    <message>
        <source>Groups of dead letters</source>
        <translation>Gruppen von Dead Letters</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Last 24 h</source>
        <translation>Letzte 24 h</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>All letters</source>
        <translation>Alle Letters</translation>
    </message>
    <message>
        <source>State of the group…</source>
        <translation>Zustand der Gruppe…</translation>
    </message>
    <message>
        <source>Choose a group to see its letters.</source>
        <translation>Eine Gruppe wählen, um ihre Letters zu sehen.</translation>
    </message>
    <message>
        <source>Letters of the chosen group, since %1</source>
        <translation>Letters der gewählten Gruppe, seit %1</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>What is said of this group?</source>
        <translation>Was gilt für diese Gruppe?</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>The group was not changed</source>
        <translation>Die Gruppe wurde nicht geändert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>tenants and path</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Follow what happens (Space)</source>
        <translation>Dem Geschehen folgen (Leertaste)</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Read again (F5)</source>
        <translation>Neu lesen (F5)</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Lesen anhalten</translation>
    </message>
    <message>
        <source>Stop reading (Esc)</source>
        <translation>Lesen anhalten (Esc)</translation>
    </message>
    <message>
        <source>Search or type a command</source>
        <translation>Suchen oder Befehl eingeben</translation>
    </message>
</context>
<context>
    <name>HeadersTab</name>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>No headers were kept.</source>
        <translation>Es wurden keine Kopfzeilen aufbewahrt.</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>Gesendet an</translation>
    </message>
</context>
<context>
    <name>HeadersView</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Value of the selected header</source>
        <translation>Wert der gewählten Kopfzeile</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>No headers were recorded.</source>
        <translation>Es wurden keine Kopfzeilen aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>HistogramChart</name>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1: not counted yet</source>
        <translation>%1: noch nicht gezählt</translation>
    </message>
    <message>
        <source>%1: none</source>
        <translation>%1: keine</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1: %2 (%3)</translation>
    </message>
</context>
<context>
    <name>HistogramPanel</name>
    <message>
        <source>Show the chart</source>
        <translation>Diagramm zeigen</translation>
    </message>
    <message>
        <source>Hide the chart</source>
        <translation>Diagramm verbergen</translation>
    </message>
    <message>
        <source>%1 per %2, by status</source>
        <translation>%1 je %2, nach Status</translation>
    </message>
    <message>
        <source>%1 over time, by status</source>
        <translation>%1 im Lauf der Zeit, nach Status</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 selected: %2 (exact)</source>
        <translation>%1 ausgewählt: %2 (genau)</translation>
    </message>
    <message>
        <source>%1 selected: %2 so far</source>
        <translation>%1 ausgewählt: bisher %2</translation>
    </message>
    <message>
        <source>%1, counted back to %2, then stopped</source>
        <translation>%1, gezählt zurück bis %2, dann angehalten</translation>
    </message>
    <message>
        <source>%1 so far, counted back to %2 (%3 %)</source>
        <translation>bisher %1, gezählt zurück bis %2 (%3 %)</translation>
    </message>
    <message>
        <source>Not counted: %1</source>
        <translation>Nicht gezählt: %1</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>zählt …</translation>
    </message>
    <message>
        <source>%1 (exact), %2</source>
        <comment>count, times</comment>
        <translation>%1 (genau), %2</translation>
    </message>
</context>
<context>
    <name>IdentifierLabel</name>
    <message>
        <source>Copy the identifier</source>
        <translation>Die Id kopieren</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
</context>
<context>
    <name>JsonPrinter</name>
    <message>
        <source>it ends too early</source>
        <translation>es endet zu früh</translation>
    </message>
    <message>
        <source>a comma or } should stand here</source>
        <translation>hier sollte ein Komma oder } stehen</translation>
    </message>
    <message>
        <source>a comma or ] should stand here</source>
        <translation>hier sollte ein Komma oder ] stehen</translation>
    </message>
    <message>
        <source>a name in quotes should stand here</source>
        <translation>hier sollte ein Name in Anführungszeichen stehen</translation>
    </message>
    <message>
        <source>a colon should stand here</source>
        <translation>hier sollte ein Doppelpunkt stehen</translation>
    </message>
    <message>
        <source>a byte order mark is not allowed</source>
        <translation>eine Byte-Reihenfolge-Marke ist nicht erlaubt</translation>
    </message>
    <message>
        <source>unexpected character</source>
        <translation>unerwartetes Zeichen</translation>
    </message>
    <message>
        <source>a control character inside a text</source>
        <translation>ein Steuerzeichen in einem Text</translation>
    </message>
    <message>
        <source>an unknown escape</source>
        <translation>eine unbekannte Escape-Folge</translation>
    </message>
    <message>
        <source>\u needs four hexadecimal digits</source>
        <translation>\u braucht vier Hexadezimalziffern</translation>
    </message>
    <message>
        <source>a digit should stand here</source>
        <translation>hier sollte eine Ziffer stehen</translation>
    </message>
    <message>
        <source>something follows after the end</source>
        <translation>nach dem Ende folgt noch etwas</translation>
    </message>
    <message>
        <source>a byte that is not UTF-8</source>
        <translation>ein Byte, das nicht UTF-8 ist</translation>
    </message>
</context>
<context>
    <name>KeyRotationTab</name>
    <message>
        <source>Retire now…</source>
        <translation>Jetzt ablösen …</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>Wechseln …</translation>
    </message>
    <message>
        <source>Extend…</source>
        <translation>Verlängern …</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücknehmen …</translation>
    </message>
    <message>
        <source>What the keys verified</source>
        <translation>Was die Schlüssel geprüft haben</translation>
    </message>
    <message>
        <source>Keys, and the tokens that they verified</source>
        <translation>Schlüssel und die Tokens, die sie geprüft haben</translation>
    </message>
    <message>
        <source>Facts about the rotation</source>
        <translation>Tatsachen zum Wechsel</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>This cannot be read now</source>
        <translation>Das kann gerade nicht gelesen werden</translation>
    </message>
    <message>
        <source>The gateway has not answered yet.</source>
        <translation>Das Gateway hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>A rotation is under way: only two keys can be valid. Retire the former one or roll back first.</source>
        <translation>Ein Wechsel läuft: Nur zwei Schlüssel können gelten. Lösen Sie zuerst den früheren ab oder nehmen Sie den Wechsel zurück.</translation>
    </message>
    <message>
        <source>There is no rotation under way.</source>
        <translation>Es läuft kein Wechsel.</translation>
    </message>
    <message>
        <source>Private half of the new JWT key</source>
        <translation>Private Hälfte des neuen JWT-Schlüssels</translation>
    </message>
    <message>
        <source>The JWT key was not rotated</source>
        <translation>Der JWT-Schlüssel wurde nicht gewechselt</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>the former key and the new one</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>JWT key</source>
        <translation>JWT-Schlüssel</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>Verlängern</translation>
    </message>
    <message>
        <source>Both are valid from now on for (up to 7 days)</source>
        <translation>So lange gelten ab jetzt beide (bis 7 Tage)</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Key %1 is active again at once; key %2 stays valid until it is retired.</source>
        <translation>Schlüssel %1 ist sofort wieder aktiv; Schlüssel %2 gilt, bis er abgelöst wird.</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>Ablösen</translation>
    </message>
    <message>
        <source>Key %1 is refused from now on.</source>
        <translation>Schlüssel %1 wird ab jetzt abgewiesen.</translation>
    </message>
    <message>
        <source>The gateway did not do that</source>
        <translation>Das Gateway hat das nicht getan</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Std.</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Zuletzt</translation>
    </message>
</context>
<context>
    <name>KeychainText</name>
    <message>
        <source>The desktop keychain has nothing for this connection. Enter it in the connection again.</source>
        <translation>Der Schlüsselbund hat nichts für diese Verbindung. Geben Sie es in der Verbindung neu ein.</translation>
    </message>
    <message>
        <source>The desktop keychain was not unlocked. Try again.</source>
        <translation>Der Schlüsselbund wurde nicht entsperrt. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The desktop keychain does not work. Check that its service runs in this session.</source>
        <translation>Der Schlüsselbund arbeitet nicht. Prüfen Sie, ob sein Dienst in dieser Sitzung läuft.</translation>
    </message>
    <message>
        <source>kept in the desktop keychain</source>
        <translation>wird im Schlüsselbund aufbewahrt</translation>
    </message>
</context>
<context>
    <name>LetterEdit</name>
    <message>
        <source>Edit and retry…</source>
        <translation>Ändern und wiederholen…</translation>
    </message>
    <message>
        <source>What would happen now</source>
        <translation>Was jetzt geschähe</translation>
    </message>
    <message>
        <source>Only an open dead letter can be edited.</source>
        <translation>Nur ein offener Dead Letter kann geändert werden.</translation>
    </message>
    <message>
        <source>The payload could not be read</source>
        <translation>Der Inhalt konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>The gateway did not take it</source>
        <translation>Das Gateway hat es nicht angenommen</translation>
    </message>
    <message>
        <source>Re-enqueued with the changed payload</source>
        <translation>Mit dem geänderten Inhalt wieder eingereiht</translation>
    </message>
    <message>
        <source>The gateway did not say what would happen</source>
        <translation>Das Gateway hat nicht gesagt, was geschähe</translation>
    </message>
</context>
<context>
    <name>LetterEditDialog</name>
    <message>
        <source>Edit and retry…</source>
        <translation>Ändern und wiederholen…</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>Dead Letter</translation>
    </message>
    <message>
        <source>Edit this payload and retry in %1?</source>
        <translation>Diesen Inhalt ändern und in %1 wiederholen?</translation>
    </message>
    <message>
        <source>Retry with this payload</source>
        <translation>Mit diesem Inhalt wiederholen</translation>
    </message>
    <message>
        <source>What was received is kept. The job goes on with the same idempotency key.</source>
        <translation>Was empfangen wurde, bleibt erhalten. Der Auftrag wird mit demselben Idempotenzschlüssel fortgesetzt.</translation>
    </message>
    <message>
        <source>Masked values (%1) stay as they are, unless you write others.</source>
        <translation>Maskierte Werte (%1) bleiben, wie sie sind, sofern Sie keine anderen schreiben.</translation>
    </message>
    <message>
        <source>Changed before (%1), at last by %2</source>
        <translation>Bereits geändert (%1), zuletzt von %2</translation>
    </message>
    <message>
        <source>What you write</source>
        <translation>Was Sie schreiben</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>JSON patch</source>
        <translation>JSON-Patch</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>With this edit</source>
        <translation>Mit dieser Änderung</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>This can be sent.</source>
        <translation>Das kann gesendet werden.</translation>
    </message>
    <message>
        <source>Your edit was not sent</source>
        <translation>Ihre Änderung wurde nicht gesendet</translation>
    </message>
</context>
<context>
    <name>LetterPreviewDialog</name>
    <message>
        <source>It would be sent.</source>
        <translation>Es würde gesendet.</translation>
    </message>
    <message>
        <source>The request would be built and stored, not sent.</source>
        <translation>Die Anfrage würde erstellt und gespeichert, nicht gesendet.</translation>
    </message>
    <message>
        <source>It would wait.</source>
        <translation>Es würde warten.</translation>
    </message>
    <message>
        <source>It would be a dead letter again.</source>
        <translation>Es würde wieder ein Dead Letter.</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>%1 of %2, mode %3</source>
        <translation>%1 von %2, Modus %3</translation>
    </message>
    <message>
        <source>closed for %1</source>
        <translation>geschlossen für %1</translation>
    </message>
    <message>
        <source>open for %1; lets one through in %2 s</source>
        <translation>offen für %1; lässt in %2 s eine durch</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Geht an</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation>Idempotenzschlüssel</translation>
    </message>
    <message>
        <source>Circuit breaker</source>
        <translation>Circuit Breaker</translation>
    </message>
    <message>
        <source>Payload changed</source>
        <translation>Inhalt geändert</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>Letzte Antwort</translation>
    </message>
    <message>
        <source>What would happen now</source>
        <translation>Was jetzt geschähe</translation>
    </message>
    <message>
        <source>No request would be built.</source>
        <translation>Es würde keine Anfrage erstellt.</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Rumpf</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Nothing was sent or changed.</source>
        <translation>Nichts wurde gesendet oder geändert.</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>LetterUndo</name>
    <message>
        <source>Undo discard</source>
        <translation>Verwerfen zurücknehmen</translation>
    </message>
    <message>
        <source>undone in the console</source>
        <translation>in der Konsole zurückgenommen</translation>
    </message>
    <message>
        <source>The discard was not undone</source>
        <translation>Das Verwerfen wurde nicht zurückgenommen</translation>
    </message>
    <message>
        <source>The dead letter is open again</source>
        <translation>Der Dead Letter ist wieder offen</translation>
    </message>
</context>
<context>
    <name>ListContent</name>
    <message>
        <source>Nothing matches the filters</source>
        <translation>Nichts passt zu den Filtern</translation>
    </message>
    <message>
        <source>There may be rows that the filters above leave out.</source>
        <translation>Vielleicht gibt es Zeilen, die von den Filtern oben ausgelassen werden.</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>Takes every filter away.</source>
        <translation>Entfernt alle Filter.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter entfernen</translation>
    </message>
</context>
<context>
    <name>ListPlace</name>
    <message>
        <source>No time can be gone to in this order</source>
        <translation>In dieser Sortierung lässt sich zu keiner Zeit gehen</translation>
    </message>
    <message>
        <source>The list is not sorted by time. Sort it by time first.</source>
        <translation>Die Liste ist nicht nach der Zeit sortiert. Sortieren Sie sie zuerst nach der Zeit.</translation>
    </message>
</context>
<context>
    <name>ListenFlow</name>
    <message>
        <source>Choose a target first: new events go there.</source>
        <translation>Wählen Sie zuerst ein Ziel: Neue Ereignisse gehen dorthin.</translation>
    </message>
    <message>
        <source>New events are not forwarded to production.</source>
        <translation>Neue Ereignisse werden nicht an die Produktion weitergeleitet.</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>Mithören beenden</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Mithören</translation>
    </message>
    <message>
        <source>Forwards new events to the target as they arrive, prepared as below</source>
        <translation>Leitet neue Ereignisse bei ihrem Eintreffen an das Ziel weiter, vorbereitet wie unten</translation>
    </message>
    <message>
        <source>All new events</source>
        <translation>Alle neuen Ereignisse</translation>
    </message>
    <message>
        <source>all events</source>
        <translation>alle Ereignisse</translation>
    </message>
    <message>
        <source>New events of a saved view</source>
        <translation>Neue Ereignisse einer gespeicherten Ansicht</translation>
    </message>
    <message>
        <source>Forwarding new events to %1</source>
        <translation>Neue Ereignisse an %1 weiterleiten</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Waiting for %1 since %2</source>
        <translation>Wartet auf %1 seit %2</translation>
    </message>
    <message>
        <source>%1 forwarded; waiting: %2</source>
        <translation>%1 weitergeleitet; wartet: %2</translation>
    </message>
    <message>
        <source>%1 was answered %2</source>
        <comment>type of event, status</comment>
        <translation>%1 wurde mit %2 beantwortet</translation>
    </message>
    <message>
        <source>%1 was not sent: %2</source>
        <translation>%1 wurde nicht gesendet: %2</translation>
    </message>
    <message>
        <source>%1 forwarded; the last, %2</source>
        <translation>%1 weitergeleitet; zuletzt: %2</translation>
    </message>
    <message>
        <source>Listening has ended</source>
        <translation>Das Mithören ist beendet</translation>
    </message>
    <message>
        <source>%1 events were forwarded. Those that come meanwhile are caught up with.</source>
        <translation>%1 Ereignisse wurden weitergeleitet. Was inzwischen eintrifft, wird nachgeholt.</translation>
    </message>
    <message>
        <source>New events are not forwarded any more</source>
        <translation>Neue Ereignisse werden nicht mehr weitergeleitet</translation>
    </message>
    <message>
        <source>The target is the gateway that the events are from.</source>
        <translation>Das Ziel ist das Gateway, von dem die Ereignisse stammen.</translation>
    </message>
    <message>
        <source>Go on from there</source>
        <translation>Dort weitermachen</translation>
    </message>
    <message>
        <source>From now</source>
        <translation>Ab jetzt</translation>
    </message>
    <message>
        <source>It ended at %1. Forward what came since?</source>
        <translation>Es endete am %1. Was seitdem kam, weiterleiten?</translation>
    </message>
</context>
<context>
    <name>Listener</name>
    <message>
        <source>“%1” is the gateway that the events are from: each would arrive again, and again be forwarded.</source>
        <translation>„%1“ ist das Gateway, von dem die Ereignisse stammen: Jedes käme dort wieder an und würde wieder weitergeleitet.</translation>
    </message>
</context>
<context>
    <name>LocalGatewayPage</name>
    <message>
        <source>The local gateway did not do that</source>
        <translation>Das lokale Gateway hat das nicht getan</translation>
    </message>
    <message>
        <source>Local gateway</source>
        <translation>Lokales Gateway</translation>
    </message>
    <message>
        <source>What the local gateway is to do</source>
        <translation>Was das lokale Gateway tun soll</translation>
    </message>
    <message>
        <source>This gateway has no simulator</source>
        <translation>Dieses Gateway hat keinen Simulator</translation>
    </message>
    <message>
        <source>The simulator is not for this token</source>
        <translation>Dieses Token darf den Simulator nicht benutzen</translation>
    </message>
    <message>
        <source>Only a local gateway has one. Start the console without --url and --connection to open its own, or gatehousectl serve --simulator.</source>
        <translation>Nur ein lokales Gateway hat einen. Starten Sie die Konsole ohne --url und --connection, damit sie ihr eigenes öffnet, oder gatehousectl serve --simulator.</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>lauscht</translation>
    </message>
    <message>
        <source>%1: %2 s left</source>
        <translation>%1: noch %2 s</translation>
    </message>
    <message>
        <source>Send one yourself; it is signed with a secret of this gateway</source>
        <translation>Senden Sie selbst einen; er ist mit einem Geheimnis dieses Gateways signiert</translation>
    </message>
</context>
<context>
    <name>LocalSecrets</name>
    <message>
        <source>OpenSSL could not make a key pair. Try again.</source>
        <translation>OpenSSL konnte kein Schlüsselpaar erzeugen. Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>LocalStart</name>
    <message>
        <source>private Postgres, data in %1</source>
        <translation>eigenes Postgres, Daten in %1</translation>
    </message>
</context>
<context>
    <name>LocalText</name>
    <message>
        <source>Starting Postgres</source>
        <translation>Postgres wird gestartet</translation>
    </message>
    <message>
        <source>Starting the gateway</source>
        <translation>Das Gateway wird gestartet</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Live on or off</source>
        <translation>Live ein oder aus</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Light or dark like the system</source>
        <translation>Hell oder dunkel wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>%1 – %2 – Gatehouse</source>
        <translation>%1 – %2 – Gatehouse</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Lesen anhalten</translation>
    </message>
    <message>
        <source>Nothing is being read.</source>
        <translation>Es wird gerade nichts gelesen.</translation>
    </message>
    <message>
        <source>Times in UTC</source>
        <translation>Zeiten in UTC</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Enge Zeilen</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Verbindungen …</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Search or type a command</source>
        <translation>Suchen oder Befehl eingeben</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Work is not done</source>
        <translation>Es läuft noch Arbeit</translation>
    </message>
    <message>
        <source>Still running: %1. Closing the window stops it.</source>
        <translation>Läuft noch: %1. Mit dem Fenster endet das.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Beenden und schließen</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>Offen lassen</translation>
    </message>
</context>
<context>
    <name>MaskedStrip</name>
    <message>
        <source>Reveal…</source>
        <translation>Aufdecken…</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Reveal masked fields…</source>
        <translation>Maskierte Felder aufdecken…</translation>
    </message>
    <message>
        <source>1 field is masked</source>
        <translation>1 Feld ist maskiert</translation>
    </message>
    <message>
        <source>%1 fields are masked</source>
        <translation>%1 Felder sind maskiert</translation>
    </message>
    <message>
        <source>Shown in clear for a minute at the most</source>
        <translation>Höchstens eine Minute lang im Klartext</translation>
    </message>
</context>
<context>
    <name>MasterKeyText</name>
    <message>
        <source>The master key file %1 does not exist. Check GATEHOUSE_MASTER_KEY_FILE, or put the file back from where it is kept safe.</source>
        <translation>Die Datei %1 mit dem Hauptschlüssel gibt es nicht. Prüfen Sie GATEHOUSE_MASTER_KEY_FILE, oder legen Sie die Datei aus ihrer Sicherung zurück.</translation>
    </message>
    <message>
        <source>The master key file %1 cannot be read. Let the user that runs the gateway own it, with mode 0600.</source>
        <translation>Die Datei %1 mit dem Hauptschlüssel ist nicht lesbar. Sie muss dem Benutzer gehören, der das Gateway betreibt, mit Modus 0600.</translation>
    </message>
    <message>
        <source>The master key file %1 is not safe: it must be a file that its owner alone can read. Run chown and chmod 600 on it; if others may have read it, rotate the secrets that it protects.</source>
        <translation>Die Datei %1 mit dem Hauptschlüssel ist nicht sicher: Nur ihr Eigentümer darf sie lesen. Setzen Sie chown und chmod 600; falls andere sie gelesen haben können, wechseln Sie die Geheimnisse, die sie schützt.</translation>
    </message>
    <message>
        <source>The file %1 holds no master key, which is 64 hex digits. Put the right file back, or make a new one with openssl rand -hex 32.</source>
        <translation>Die Datei %1 enthält keinen Hauptschlüssel; das sind 64 Hexziffern. Legen Sie die richtige Datei zurück, oder erzeugen Sie eine neue mit openssl rand -hex 32.</translation>
    </message>
    <message>
        <source>The master key file %1 could not be made. Check that its folder exists and can be written.</source>
        <translation>Die Datei %1 mit dem Hauptschlüssel ließ sich nicht anlegen. Prüfen Sie, ob es ihren Ordner gibt und er beschreibbar ist.</translation>
    </message>
    <message>
        <source>GATEHOUSE_MASTER_KEY_COMMAND: &apos;%1&apos; cannot be started. Check its name and that this user may run it.</source>
        <translation>GATEHOUSE_MASTER_KEY_COMMAND: „%1“ lässt sich nicht starten. Prüfen Sie den Namen und ob dieser Benutzer es ausführen darf.</translation>
    </message>
    <message>
        <source>GATEHOUSE_MASTER_KEY_COMMAND: &apos;%1&apos; gave no key. Run it by hand to see why.</source>
        <translation>GATEHOUSE_MASTER_KEY_COMMAND: „%1“ hat keinen Schlüssel geliefert. Führen Sie es von Hand aus, um zu sehen, warum.</translation>
    </message>
    <message>
        <source>GATEHOUSE_MASTER_KEY_COMMAND: what &apos;%1&apos; prints is no master key, which is 64 hex digits.</source>
        <translation>GATEHOUSE_MASTER_KEY_COMMAND: Was „%1“ ausgibt, ist kein Hauptschlüssel; der besteht aus 64 Hexziffern.</translation>
    </message>
</context>
<context>
    <name>MasterVault</name>
    <message>
        <source>The master key file %1 is missing, and these secrets are encrypted with it: %2. Put the file back from where it is kept safe. If it is lost, make a new one (openssl rand -hex 32, mode 0600), delete what cannot be read, and enter the secrets again.</source>
        <translation>Die Datei des Hauptschlüssels %1 fehlt, und diese Geheimnisse sind damit verschlüsselt: %2. Legen Sie die Datei von dort zurück, wo sie sicher verwahrt ist. Ist sie verloren, erzeugen Sie eine neue (openssl rand -hex 32, Rechte 0600), löschen, was nicht mehr lesbar ist, und geben die Geheimnisse neu ein.</translation>
    </message>
    <message>
        <source>These secrets are encrypted with the master key %1, and this gateway has %2: %3. Start it with the right key. If the key was changed on purpose, name the one before in GATEHOUSE_PREVIOUS_MASTER_KEY_FILE and run gatehousectl secrets rekey.</source>
        <translation>Diese Geheimnisse sind mit dem Hauptschlüssel %1 verschlüsselt, dieses Gateway hat %2: %3. Starten Sie es mit dem richtigen Schlüssel. Wurde der Schlüssel absichtlich gewechselt, nennen Sie den vorherigen in GATEHOUSE_PREVIOUS_MASTER_KEY_FILE und führen gatehousectl secrets rekey aus.</translation>
    </message>
    <message>
        <source>This database keeps providers&apos; secrets (%1), and this gateway has no master key: it would refuse their webhooks. Start it with GATEHOUSE_MASTER_KEY_FILE.</source>
        <translation>Diese Datenbank verwahrt Geheimnisse von Anbietern (%1), und dieses Gateway hat keinen Hauptschlüssel: Es würde ihre Webhooks ablehnen. Starten Sie es mit GATEHOUSE_MASTER_KEY_FILE.</translation>
    </message>
</context>
<context>
    <name>MeasuredPage</name>
    <message>
        <source>Reading was stopped</source>
        <translation>Das Lesen wurde angehalten</translation>
    </message>
    <message>
        <source>F5 reads again, and goes on with what is live.</source>
        <translation>F5 liest erneut und macht mit dem Laufenden weiter.</translation>
    </message>
    <message>
        <source>The numbers could not be read; these are from before</source>
        <translation>Die Zahlen konnten nicht gelesen werden; diese sind von vorher</translation>
    </message>
    <message>
        <source>The chart was saved</source>
        <translation>Das Diagramm wurde gespeichert</translation>
    </message>
    <message>
        <source>The chart was not saved</source>
        <translation>Das Diagramm wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>The numbers could not be read</source>
        <translation>Die Zahlen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>MessageForm</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>as the provider called it; HubSpot signs it</source>
        <translation>wie der Anbieter sie aufrief; HubSpot signiert sie</translation>
    </message>
    <message>
        <source>now; or a time, or how long ago: 15min, 24h, 7d</source>
        <translation>jetzt; oder eine Zeit, oder wie lange her: 15min, 24h, 7d</translation>
    </message>
    <message>
        <source>Headers, &quot;Name: value&quot; a line each</source>
        <translation>Header, je Zeile „Name: Wert“</translation>
    </message>
    <message>
        <source>Body, byte for byte</source>
        <translation>Body, Byte für Byte</translation>
    </message>
    <message>
        <source>kept in memory only</source>
        <translation>nur im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>%1, exactly as captured; the beginning is shown.</source>
        <translation>%1, genau wie aufgezeichnet; gezeigt ist der Anfang.</translation>
    </message>
    <message>
        <source>%1, exactly as captured.</source>
        <translation>%1, genau wie aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1, as written; lines end with LF.</source>
        <translation>%1, wie geschrieben; Zeilen enden mit LF.</translation>
    </message>
    <message>
        <source>as the headers say</source>
        <translation>wie die Header sagen</translation>
    </message>
    <message>
        <source>%1, as the headers say</source>
        <translation>%1, wie die Header sagen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no time. Write it as 2026-11-17 14:31:02, or how long ago it was: 15min, 24h, 7d.</source>
        <translation>„%1“ ist keine Zeit. Schreiben Sie sie als 2026-11-17 14:31:02, oder wie lange es her ist: 15min, 24h, 7d.</translation>
    </message>
</context>
<context>
    <name>MetricChart</name>
    <message>
        <source>Nothing to show yet</source>
        <translation>Noch nichts zu zeigen</translation>
    </message>
    <message>
        <source>What was measured appears here once it is read.</source>
        <translation>Was gemessen wurde, erscheint hier, sobald es gelesen ist.</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>Save this chart</source>
        <translation>Dieses Diagramm speichern</translation>
    </message>
    <message>
        <source>Save as a picture (PNG)…</source>
        <translation>Als Bild speichern (PNG) …</translation>
    </message>
    <message>
        <source>Save as a drawing (SVG)…</source>
        <translation>Als Zeichnung speichern (SVG) …</translation>
    </message>
    <message>
        <source>Save its numbers (CSV)…</source>
        <translation>Seine Zahlen speichern (CSV) …</translation>
    </message>
    <message>
        <source>Choose a longer range of time, or another filter.</source>
        <translation>Wählen Sie einen längeren Zeitraum oder einen anderen Filter.</translation>
    </message>
    <message>
        <source>A chart is saved as .png, .svg or .csv: end the name with one of them.</source>
        <translation>Ein Diagramm wird als .png, .svg oder .csv gespeichert: Der Name muss auf eines davon enden.</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>%1 per %2</source>
        <comment>USD, 15 min</comment>
        <translation>%1 pro %2</translation>
    </message>
    <message>
        <source>There was nothing in this time</source>
        <translation>In dieser Zeit war nichts</translation>
    </message>
</context>
<context>
    <name>MetricServerTexts</name>
    <message>
        <source>%1 does not let this user read. Check the user and the password of the measures in the connection.</source>
        <translation>%1 lässt diesen Benutzer nicht lesen. Prüfen Sie Benutzer und Passwort der Messwerte in der Verbindung.</translation>
    </message>
    <message>
        <source>%1 answered with the status %2. Check the address of the measures in the connection.</source>
        <translation>%1 hat mit dem Status %2 geantwortet. Prüfen Sie die Adresse der Messwerte in der Verbindung.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Take a shorter range, or try again.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet. Nehmen Sie einen kürzeren Zeitraum, oder versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The answer of %1 is larger than 32 MiB. Take a shorter range, or fewer series.</source>
        <translation>Die Antwort von %1 ist größer als 32 MiB. Nehmen Sie einen kürzeren Zeitraum oder weniger Reihen.</translation>
    </message>
    <message>
        <source>This was cancelled.</source>
        <translation>Das wurde abgebrochen.</translation>
    </message>
    <message>
        <source>What answers at %1 did not prove that it is %2, so nothing was sent to it: %3 Check the address and the CA file of the connection.</source>
        <translation>Was unter %1 antwortet, hat nicht nachgewiesen, dass es %2 ist, also wurde ihm nichts gesendet: %3 Prüfen Sie die Adresse und die CA-Datei der Verbindung.</translation>
    </message>
    <message>
        <source>%1 at %2 cannot be reached. Check that it runs, and the address of the measures in the connection.</source>
        <translation>%1 unter %2 ist nicht erreichbar. Prüfen Sie, ob es läuft, und die Adresse der Messwerte in der Verbindung.</translation>
    </message>
    <message>
        <source>The answer cannot be read as one of %1. Check the address of the measures in the connection.</source>
        <translation>Die Antwort ist nicht als eine von %1 lesbar. Prüfen Sie die Adresse der Messwerte in der Verbindung.</translation>
    </message>
</context>
<context>
    <name>MetricsBar</name>
    <message>
        <source>How far back</source>
        <translation>Wie weit zurück</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 6 h</source>
        <translation>Letzte 6 h</translation>
    </message>
    <message>
        <source>Last 24 h</source>
        <translation>Letzte 24 h</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>What series are told by</source>
        <translation>Wonach Reihen unterschieden werden</translation>
    </message>
    <message>
        <source>Each its own</source>
        <translation>Je nach Diagramm</translation>
    </message>
    <message>
        <source>By: %1</source>
        <comment>source</comment>
        <translation>Nach: %1</translation>
    </message>
    <message>
        <source>How many series, beside the others</source>
        <translation>Wie viele Reihen, neben den übrigen</translation>
    </message>
    <message>
        <source>Top %1</source>
        <translation>Erste %1</translation>
    </message>
    <message>
        <source>What it is compared with</source>
        <translation>Womit verglichen wird</translation>
    </message>
    <message>
        <source>Compared with nothing</source>
        <translation>Ohne Vergleich</translation>
    </message>
    <message>
        <source>With the time before</source>
        <translation>Mit der Zeit davor</translation>
    </message>
    <message>
        <source>With last week</source>
        <translation>Mit letzter Woche</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>Log. Achse</translation>
    </message>
    <message>
        <source>Cursor %1</source>
        <translation>Zeiger %1</translation>
    </message>
    <message>
        <source>Lines on a logarithmic axis; bars stay linear, since the parts of a logarithm do not add up</source>
        <translation>Linien auf einer logarithmischen Achse; Balken bleiben linear, denn die Teile eines Logarithmus ergeben keine Summe</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>What somebody did, and when circuit breakers opened</source>
        <translation>Was jemand tat, und wann Schutzschalter öffneten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <comment>the time of a note</comment>
        <translation>d. MMM HH:mm</translation>
    </message>
    <message>
        <source>%1  %2 %3</source>
        <comment>letter, time, what happened</comment>
        <translation>%1  %2 %3</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 Notiz</translation>
    </message>
    <message>
        <source>%1 notes</source>
        <translation>%1 Notizen</translation>
    </message>
</context>
<context>
    <name>MetricsCommandText</name>
    <message>
        <source>(others)</source>
        <translation>(andere)</translation>
    </message>
    <message>
        <source>(all)</source>
        <translation>(alle)</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(ohne)</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>p50 ms</source>
        <translation>p50 ms</translation>
    </message>
    <message>
        <source>p95 ms</source>
        <translation>p95 ms</translation>
    </message>
    <message>
        <source>p99 ms</source>
        <translation>p99 ms</translation>
    </message>
    <message>
        <source>from (UTC)</source>
        <translation>von (UTC)</translation>
    </message>
    <message>
        <source>series</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>Nothing was measured yet.</source>
        <translation>Noch wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>RFC 3339; 24 h before the end</source>
        <translation>RFC 3339; 24 h vor dem Ende</translation>
    </message>
    <message>
        <source>RFC 3339; now</source>
        <translation>RFC 3339; jetzt</translation>
    </message>
    <message>
        <source>15min, 1h, 7d; else a round one that fits</source>
        <translation>15min, 1h, 7d; sonst ein runder, der passt</translation>
    </message>
    <message>
        <source>So many series, and the others as one (10)</source>
        <translation>So viele Reihen, und die anderen als eine (10)</translation>
    </message>
    <message>
        <source>Only of this source; several times: of any of them</source>
        <translation>Nur von dieser Quelle; mehrmals: von einer davon</translation>
    </message>
    <message>
        <source>Likewise, as all below</source>
        <translation>Ebenso, wie alle folgenden</translation>
    </message>
    <message>
        <source>With * for any characters</source>
        <translation>Mit * für beliebige Zeichen</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Wie es ausging</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>Was gemessen wurde</translation>
    </message>
    <message>
        <source>Calls, errors and latency over time</source>
        <translation>Aufrufe, Fehler und Latenz im Zeitverlauf</translation>
    </message>
    <message>
        <source>In steps of %1 s; all before %2 is measured.</source>
        <translation>In Schritten von %1 s; alles vor %2 ist gemessen.</translation>
    </message>
    <message>
        <source>Destination and path, as --by route tells them</source>
        <translation>Ziel und Pfad, wie --by route sie nennt</translation>
    </message>
    <message>
        <source>tokens in</source>
        <translation>Token ein</translation>
    </message>
    <message>
        <source>tokens out</source>
        <translation>Token aus</translation>
    </message>
    <message>
        <source>USD</source>
        <translation>USD</translation>
    </message>
    <message>
        <source>cache hits</source>
        <translation>Cache-Treffer</translation>
    </message>
    <message>
        <source>unpriced</source>
        <translation>ohne Preis</translation>
    </message>
    <message>
        <source>A series for each value of this label of the measure</source>
        <translation>Eine Reihe für jeden Wert dieses Labels der Messgröße</translation>
    </message>
    <message>
        <source>Of AI calls, as all below: who made them</source>
        <translation>Von KI-Aufrufen, wie alle folgenden: wer sie gemacht hat</translation>
    </message>
    <message>
        <source>Where it runs: production, staging</source>
        <translation>Wo es läuft: production, staging</translation>
    </message>
    <message>
        <source>The agent&apos;s name</source>
        <translation>Der Name des Agenten</translation>
    </message>
    <message>
        <source>The model&apos;s name</source>
        <translation>Der Name des Modells</translation>
    </message>
    <message>
        <source>Whose model it is</source>
        <translation>Wessen Modell es ist</translation>
    </message>
    <message>
        <source>“ok”, or what went wrong</source>
        <translation>„ok“, oder was schiefging</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>ingest, delivery, job; ai: calls of AI systems; or a gauge: what stood open</source>
        <translation>ingest, delivery, job; ai: Aufrufe von KI-Systemen; oder ein Stand: was offen war</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>In steps of %1 s; the gateway last looked at %2.</source>
        <translation>In Schritten von %1 s; das Gateway hat zuletzt um %2 nachgesehen.</translation>
    </message>
</context>
<context>
    <name>MetricsExport</name>
    <message>
        <source>Charts as PDF…</source>
        <translation>Diagramme als PDF …</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>Diagramme speichern</translation>
    </message>
    <message>
        <source>Usage of AI systems as CSV…</source>
        <translation>Verbrauch der KI-Systeme als CSV …</translation>
    </message>
    <message>
        <source>Save what AI systems used</source>
        <translation>Verbrauch der KI-Systeme speichern</translation>
    </message>
    <message>
        <source>%1 to %2, whole days of UTC</source>
        <translation>%1 bis %2, ganze Tage in UTC</translation>
    </message>
</context>
<context>
    <name>MetricsPage</name>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>No rows can be opened for that</source>
        <translation>Dafür können keine Zeilen geöffnet werden</translation>
    </message>
    <message>
        <source>Nothing of this time is measured yet</source>
        <translation>Von dieser Zeit ist noch nichts gemessen</translation>
    </message>
    <message>
        <source>A minute is told when it is over. What was before this gateway measured it, or is no longer kept so finely, is not known.</source>
        <translation>Eine Minute wird genannt, wenn sie vorbei ist. Was war, bevor dieses Gateway es gemessen hat, oder nicht mehr so fein aufbewahrt wird, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The file was saved</source>
        <translation>Die Datei wurde gespeichert</translation>
    </message>
    <message>
        <source>The file was not saved</source>
        <translation>Die Datei wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>Metrics of %1</source>
        <translation>Metriken von %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>The gateway is asked for the usage</source>
        <translation>Das Gateway wird nach dem Verbrauch gefragt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>file, what is in it</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>of the newest %1 entries of the ledger</source>
        <translation>aus den neuesten %1 Einträgen des Journals</translation>
    </message>
    <message>
        <source>Not measured by %1</source>
        <translation>Wird von %1 nicht gemessen</translation>
    </message>
    <message>
        <source>These are counted by %1, and the gateway&apos;s lists may have others.</source>
        <translation>Diese zählt %1, und die Listen des Gateways können andere haben.</translation>
    </message>
</context>
<context>
    <name>Migrator</name>
    <message>
        <source>The database is of a newer version of Gatehouse (%1; this program knows %2). Use that version, or another database.</source>
        <translation>Die Datenbank gehört zu einer neueren Version von Gatehouse (%1; dieses Programm kennt %2). Verwenden Sie jene Version, oder eine andere Datenbank.</translation>
    </message>
    <message>
        <source>The database was made by another build of Gatehouse: its migration %1 is not the one of this program. Use that build, or another database.</source>
        <translation>Die Datenbank stammt von einem anderen Build von Gatehouse: Ihre Migration %1 ist nicht die dieses Programms. Verwenden Sie jenen Build, oder eine andere Datenbank.</translation>
    </message>
</context>
<context>
    <name>NamedText</name>
    <message>
        <source>Several are called “%1”. Give the id of one: `%2` lists them.</source>
        <translation>Mehrere heißen „%1“. Geben Sie die Kennung von einem an: `%2` listet sie auf.</translation>
    </message>
    <message>
        <source>There is nothing called “%1”.</source>
        <translation>Es gibt nichts mit dem Namen „%1“.</translation>
    </message>
</context>
<context>
    <name>NewSecretDialog</name>
    <message>
        <source>New secret</source>
        <translation>Neues Secret</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>It is not shown again. Copy it now to where it is used; it leaves the clipboard after 30 seconds.</source>
        <translation>Es wird nicht noch einmal angezeigt. Tragen Sie es jetzt dort ein, wo es gebraucht wird; nach 30 Sekunden verlässt es die Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>NewTokenDialog</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>It is shown once. The ledger calls who uses it by its name.</source>
        <translation>Es wird einmal gezeigt. Das Protokoll nennt, wer es benutzt, bei seinem Namen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Tenants, with commas; none: all</source>
        <translation>Mandanten, mit Kommas; keine: alle</translation>
    </message>
    <message>
        <source>Sources, with commas; none: all</source>
        <translation>Quellen, mit Kommas; keine: alle</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>for good</source>
        <translation>auf Dauer</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>Gültig für</translation>
    </message>
</context>
<context>
    <name>NewsNotice</name>
    <message>
        <source>%1 new</source>
        <translation>%1 neu</translation>
    </message>
    <message>
        <source>arrived while you read</source>
        <translation>während Sie lasen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Key: Home</source>
        <translation>Taste: Pos1</translation>
    </message>
</context>
<context>
    <name>NormalizeText</name>
    <message>
        <source>There is no source %1. Take one of: %2.</source>
        <translation>Eine Quelle %1 gibt es nicht. Nehmen Sie eine von diesen: %2.</translation>
    </message>
    <message>
        <source>It is not known which source sent this payload: it is not in a folder of that name. Add --source with one of: %1.</source>
        <translation>Es ist nicht bekannt, welche Quelle diesen Inhalt gesendet hat: er liegt nicht in einem Ordner dieses Namens. Ergänzen Sie --source mit einer von: %1.</translation>
    </message>
    <message>
        <source>The header &quot;%1&quot; has no name. Write it like --header &apos;X-GitHub-Event: push&apos;.</source>
        <translation>Der Header &quot;%1&quot; hat keinen Namen. Schreiben Sie ihn wie --header &apos;X-GitHub-Event: push&apos;.</translation>
    </message>
    <message>
        <source>Headers are given with --header &apos;Name: value&apos;.</source>
        <translation>Header werden mit --header &apos;Name: Wert&apos; angegeben.</translation>
    </message>
</context>
<context>
    <name>NoticeBoard</name>
    <message>
        <source>These rows are from %1.</source>
        <translation>Diese Zeilen sind von %1.</translation>
    </message>
    <message>
        <source>Nothing has been read yet.</source>
        <translation>Es wurde noch nichts gelesen.</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>These rows are from %1, before the filter was changed.</source>
        <translation>Diese Zeilen sind von %1, von vor der Änderung des Filters.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Erneut lesen</translation>
    </message>
    <message>
        <source>Searching from new to old</source>
        <translation>Suche von neu nach alt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Sort anyway</source>
        <translation>Trotzdem sortieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>OperationPanel</name>
    <message>
        <source>How fast it was to be, and how fast it was</source>
        <translation>Wie schnell es gehen sollte und wie schnell es ging</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>OperationText</name>
    <message>
        <source>Where it is; http://wordpress-stand-in.invalid is the stand-in</source>
        <translation>Wo es liegt; http://wordpress-stand-in.invalid ist der Ersatz für WordPress</translation>
    </message>
    <message>
        <source>The network in between is trusted: http is meant</source>
        <translation>Dem Netz dazwischen ist zu trauen: http ist gewollt</translation>
    </message>
    <message>
        <source>File (mode 0600) that holds the bearer token</source>
        <translation>Datei (Modus 0600) mit dem Bearer-Token</translation>
    </message>
    <message>
        <source>For basic auth</source>
        <translation>Für Basic-Anmeldung</translation>
    </message>
    <message>
        <source>File (mode 0600) that holds the user&apos;s password</source>
        <translation>Datei (Modus 0600) mit dem Passwort des Benutzers</translation>
    </message>
    <message>
        <source>File (mode 0600) with what deliveries are signed with</source>
        <translation>Datei (Modus 0600) mit dem Geheimnis, das Zustellungen signiert</translation>
    </message>
    <message>
        <source>One or more ids</source>
        <translation>Eine oder mehrere Kennungen</translation>
    </message>
    <message>
        <source>Show one, whole; never its secrets</source>
        <translation>Eines ganz zeigen; nie seine Geheimnisse</translation>
    </message>
    <message>
        <source>Its name or id</source>
        <translation>Sein Name oder seine Kennung</translation>
    </message>
    <message>
        <source>Make one</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>What routes will call it</source>
        <translation>Wie Routen es nennen</translation>
    </message>
    <message>
        <source>Takes this tenant&apos;s routes only</source>
        <translation>Nimmt nur Routen dieses Mandanten</translation>
    </message>
    <message>
        <source>Change what is named</source>
        <translation>Ändern, was angegeben ist</translation>
    </message>
    <message>
        <source>How long the former signing secret is kept for a rollback</source>
        <translation>Wie lange das bisherige Signaturgeheimnis für den Rückweg bleibt</translation>
    </message>
    <message>
        <source>Sign with the previous signing secret again</source>
        <translation>Wieder mit dem vorigen Geheimnis signieren</translation>
    </message>
    <message>
        <source>Delete one that nothing uses</source>
        <translation>Eines löschen, das nichts benutzt</translation>
    </message>
    <message>
        <source>Whose events</source>
        <translation>Wessen Ereignisse</translation>
    </message>
    <message>
        <source>Which; * is any run of characters</source>
        <translation>Welche; * steht für beliebige Zeichen</translation>
    </message>
    <message>
        <source>Of this tenant only</source>
        <translation>Nur von diesem Mandanten</translation>
    </message>
    <message>
        <source>Behind the base URL</source>
        <translation>Hinter der Basis-URL</translation>
    </message>
    <message>
        <source>How it begins</source>
        <translation>Womit sie beginnt</translation>
    </message>
    <message>
        <source>Change the mode of one or more</source>
        <translation>Modus einer oder mehrerer ändern</translation>
    </message>
    <message>
        <source>live, dry_run, mirror or off</source>
        <translation>live, dry_run, mirror oder off</translation>
    </message>
    <message>
        <source>Delete one or more</source>
        <translation>Eine oder mehrere löschen</translation>
    </message>
    <message>
        <source>Circuit breakers</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>List those that are open</source>
        <translation>Die offenen auflisten</translation>
    </message>
    <message>
        <source>Close one in every worker</source>
        <translation>Einen in jedem Worker schließen</translation>
    </message>
    <message>
        <source>host:port, as list shows it</source>
        <translation>Host:Port, wie list ihn zeigt</translation>
    </message>
    <message>
        <source>Workers, which deliver</source>
        <translation>Worker, die zustellen</translation>
    </message>
    <message>
        <source>Whether they are paused, and why</source>
        <translation>Ob sie angehalten sind, und warum</translation>
    </message>
    <message>
        <source>Begin no deliveries, in every gateway process</source>
        <translation>Keine Zustellung beginnen, in jedem Gateway-Prozess</translation>
    </message>
    <message>
        <source>Deliver again</source>
        <translation>Wieder zustellen</translation>
    </message>
    <message>
        <source>%1, %2: version %3 (%4), due %5</source>
        <translation>%1, %2: Version %3 (%4), fällig %5</translation>
    </message>
    <message>
        <source>Whose secret: stripe, github ...</source>
        <translation>Wessen Geheimnis: stripe, github ...</translation>
    </message>
    <message>
        <source>Of which tenant</source>
        <translation>Von welchem Mandanten</translation>
    </message>
    <message>
        <source>Make or take the next version; the former stays valid</source>
        <translation>Die nächste Version erzeugen oder übernehmen; die bisherige bleibt gültig</translation>
    </message>
    <message>
        <source>How long the former one stays valid (a day); 0: it is refused at once</source>
        <translation>Wie lange die bisherige gültig bleibt (ein Tag); 0: Sie wird sofort abgelehnt</translation>
    </message>
    <message>
        <source>File (mode 0600) with what the provider made; without it one is made and shown once</source>
        <translation>Datei (Rechte 0600) mit dem, was der Anbieter erzeugt hat; ohne sie wird eines erzeugt und einmal gezeigt</translation>
    </message>
    <message>
        <source>Make the former version active again</source>
        <translation>Die bisherige Version wieder aktiv machen</translation>
    </message>
    <message>
        <source>Set another end of the overlap</source>
        <translation>Ein anderes Ende der Überlappung setzen</translation>
    </message>
    <message>
        <source>From now</source>
        <translation>Von jetzt an</translation>
    </message>
    <message>
        <source>Refuse what these versions sign from now on</source>
        <translation>Von jetzt an ablehnen, was diese Versionen signieren</translation>
    </message>
    <message>
        <source>Sign a test event with each valid version, and judge it</source>
        <translation>Ein Testereignis mit jeder gültigen Version signieren und beurteilen</translation>
    </message>
    <message>
        <source>What the versions signed, and whether one can go</source>
        <translation>Was die Versionen signiert haben und ob eine gehen kann</translation>
    </message>
    <message>
        <source>Minutes of how long</source>
        <translation>Minuten wie weit zurück (in Stunden)</translation>
    </message>
    <message>
        <source>List those that are to be rotated; exit code 1 if any is</source>
        <translation>Auflisten, was zu erneuern ist; Rückgabewert 1, wenn es etwas gibt</translation>
    </message>
    <message>
        <source>Due in so many days, too</source>
        <translation>Auch, was in so vielen Tagen fällig wird</translation>
    </message>
    <message>
        <source>Say after how many days a source&apos;s secrets are due</source>
        <translation>Festlegen, nach wie vielen Tagen die Geheimnisse einer Quelle fällig sind</translation>
    </message>
    <message>
        <source>stripe, github ...</source>
        <translation>stripe, github ...</translation>
    </message>
    <message>
        <source>90 if nothing was said</source>
        <translation>90, wenn nichts festgelegt ist</translation>
    </message>
    <message>
        <source>Wrap all secrets anew with the gateway&apos;s master key</source>
        <translation>Alle Geheimnisse mit dem Hauptschlüssel des Gateways neu verschlüsseln</translation>
    </message>
    <message>
        <source>--expires is neither a span, like 30d or 12h, nor a time, like 2027-03-31T18:00:00Z.</source>
        <translation>--expires ist weder eine Dauer wie 30d oder 12h noch ein Zeitpunkt wie 2027-03-31T18:00:00Z.</translation>
    </message>
    <message>
        <source>What the ledger calls who uses it</source>
        <translation>Wie das Protokoll den nennt, der es benutzt</translation>
    </message>
    <message>
        <source>For this tenant only; may be repeated</source>
        <translation>Nur für diesen Mandanten; kann wiederholt werden</translation>
    </message>
    <message>
        <source>For this source only; may be repeated</source>
        <translation>Nur für diese Quelle; kann wiederholt werden</translation>
    </message>
    <message>
        <source>30d, 12h, or a time; without it the token does not expire</source>
        <translation>30d, 12h oder ein Zeitpunkt; ohne läuft das Token nicht ab</translation>
    </message>
    <message>
        <source>Make one, which is shown this once</source>
        <translation>Eines anlegen, das dieses eine Mal angezeigt wird</translation>
    </message>
    <message>
        <source>End one or more for good</source>
        <translation>Eines oder mehrere für immer beenden</translation>
    </message>
    <message>
        <source>Forget the previous signing secret</source>
        <translation>Das vorige Signaturgeheimnis vergessen</translation>
    </message>
    <message>
        <source>What came of the deliveries since they are signed so</source>
        <translation>Was aus den Zustellungen wurde, seit sie so signiert sind</translation>
    </message>
    <message>
        <source>Replace one; what it becomes is shown this once</source>
        <translation>Eines ersetzen; das neue wird nur dieses eine Mal gezeigt</translation>
    </message>
    <message>
        <source>Its id</source>
        <translation>Seine Id</translation>
    </message>
    <message>
        <source>Let the former one of these count again</source>
        <translation>Das jeweils bisherige wieder gelten lassen</translation>
    </message>
    <message>
        <source>Refuse the former one of these from now on</source>
        <translation>Das jeweils bisherige von jetzt an ablehnen</translation>
    </message>
    <message>
        <source> until %1</source>
        <translation> bis %1</translation>
    </message>
    <message>
        <source>%1: %2, %3 (%4)%5, used %6 times</source>
        <translation>%1: %2, %3 (%4)%5, %6-mal verwendet</translation>
    </message>
    <message>
        <source>The file %1 is there already, or its folder cannot be written to. Name another one.</source>
        <translation>Die Datei %1 gibt es schon, oder in ihren Ordner lässt sich nicht schreiben. Nennen Sie eine andere.</translation>
    </message>
    <message>
        <source>The key %1 was made, but the answer that showed its private half was lost on the way. Roll back, revoke it and make another.</source>
        <translation>Der Schlüssel %1 wurde erzeugt, aber die Antwort mit seiner privaten Hälfte ging unterwegs verloren. Machen Sie die Rotation rückgängig, widerrufen Sie ihn und erzeugen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Make or take the next key; the former stays valid</source>
        <translation>Den nächsten Schlüssel erzeugen oder übernehmen; der bisherige bleibt gültig</translation>
    </message>
    <message>
        <source>RS256 or ES256</source>
        <translation>RS256 oder ES256</translation>
    </message>
    <message>
        <source>What its tokens say in iss (as before)</source>
        <translation>Was seine Token in iss sagen (wie bisher)</translation>
    </message>
    <message>
        <source>What its tokens say in aud (as before)</source>
        <translation>Was seine Token in aud sagen (wie bisher)</translation>
    </message>
    <message>
        <source>PEM of a pair that was made elsewhere; without it one is made</source>
        <translation>PEM eines Paars, das anderswo erzeugt wurde; ohne sie wird eines erzeugt</translation>
    </message>
    <message>
        <source>New file (mode 0600) for the private half, which is else shown, once</source>
        <translation>Neue Datei (Rechte 0600) für die private Hälfte; sonst wird diese einmal angezeigt</translation>
    </message>
    <message>
        <source>Make the former key active again</source>
        <translation>Den bisherigen Schlüssel wieder aktiv machen</translation>
    </message>
    <message>
        <source>Refuse what these keys sign from now on</source>
        <translation>Ab jetzt ablehnen, was diese Schlüssel signieren</translation>
    </message>
    <message>
        <source>Keys of the WordPress bridge&apos;s bearer tokens</source>
        <translation>Schlüssel der Bearer-Token der WordPress-Brücke</translation>
    </message>
    <message>
        <source>List them, newest first</source>
        <translation>Sie auflisten, die neuesten zuerst</translation>
    </message>
    <message>
        <source>What the keys signed, and whether one can go</source>
        <translation>Was die Schlüssel signiert haben und ob einer weg kann</translation>
    </message>
    <message>
        <source>like %1</source>
        <translation>wie %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>bei %1</translation>
    </message>
    <message>
        <source>of everybody</source>
        <translation>von allen</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>List the rules beside the built-in ones</source>
        <translation>Die Regeln neben den eingebauten auflisten</translation>
    </message>
    <message>
        <source>Mask one more field, or keep it</source>
        <translation>Ein weiteres Feld maskieren oder sichtbar lassen</translation>
    </message>
    <message>
        <source>How it is masked; keep: not at all</source>
        <translation>Wie es maskiert wird; keep: gar nicht</translation>
    </message>
    <message>
        <source>Where it stands: /body/**/nickname</source>
        <translation>Wo es steht: /body/**/nickname</translation>
    </message>
    <message>
        <source>Or what all of it is like: CUST-*</source>
        <translation>Oder wie sein ganzer Wert aussieht: CUST-*</translation>
    </message>
    <message>
        <source>Of this source only</source>
        <translation>Nur dieser Quelle</translation>
    </message>
    <message>
        <source>What is shown of personal data</source>
        <translation>Was von personenbezogenen Daten gezeigt wird</translation>
    </message>
    <message>
        <source>Whether it is masked, and the built-in rules</source>
        <translation>Ob maskiert wird, und die eingebauten Regeln</translation>
    </message>
    <message>
        <source>Mask it, or do not</source>
        <translation>Maskieren oder nicht</translation>
    </message>
    <message>
        <source>auto (in production), on or off</source>
        <translation>auto (in Produktion), on oder off</translation>
    </message>
    <message>
        <source>Whose bodies are sealed, and by which key</source>
        <translation>Wessen Inhalte versiegelt sind, und mit welchem Schlüssel</translation>
    </message>
    <message>
        <source>Encrypt this tenant&apos;s bodies from now on, with a new key</source>
        <translation>Die Inhalte dieses Mandanten von jetzt an verschlüsseln, mit einem neuen Schlüssel</translation>
    </message>
    <message>
        <source>Store this tenant&apos;s bodies as they come from now on</source>
        <translation>Die Inhalte dieses Mandanten von jetzt an speichern, wie sie kommen</translation>
    </message>
    <message>
        <source>%1: deleted after %2 days, as %3 said</source>
        <translation>%1: gelöscht nach %2 Tagen, wie %3 es festgelegt hat</translation>
    </message>
    <message>
        <source>%1, older than %2 days: %3 rows, about %4 bytes</source>
        <translation>%1, älter als %2 Tage: %3 Zeilen, etwa %4 Bytes</translation>
    </message>
    <message>
        <source>events, payloads, jobs, dead_letters, refused or minutes</source>
        <translation>events, payloads, jobs, dead_letters, refused oder minutes</translation>
    </message>
    <message>
        <source>Delete what is older; 0: keep it for ever</source>
        <translation>Was älter ist löschen; 0: für immer behalten</translation>
    </message>
    <message>
        <source>Of the event, job or letter: processed, dead ...</source>
        <translation>Des Ereignisses, Jobs oder Dead Letters: processed, dead ...</translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation>Wie lange etwas aufbewahrt wird</translation>
    </message>
    <message>
        <source>The rules; what none names is kept</source>
        <translation>Die Regeln; was keine nennt, bleibt</translation>
    </message>
    <message>
        <source>Set a rule, or take it away</source>
        <translation>Eine Regel setzen oder wegnehmen</translation>
    </message>
    <message>
        <source>Count what a run would delete; with a rule, if it were set</source>
        <translation>Zählen, was ein Lauf löschen würde; mit einer Regel: wäre sie gesetzt</translation>
    </message>
    <message>
        <source>Delete by the rules now</source>
        <translation>Jetzt nach den Regeln löschen</translation>
    </message>
    <message>
        <source>Make another application password at WordPress, and use it</source>
        <translation>Bei WordPress ein weiteres Anwendungspasswort machen und benutzen</translation>
    </message>
    <message>
        <source>When the former one is taken away (a day)</source>
        <translation>Wann das bisherige weggenommen wird (ein Tag)</translation>
    </message>
    <message>
        <source>Take the former application password away at WordPress now</source>
        <translation>Das bisherige Anwendungspasswort jetzt bei WordPress wegnehmen</translation>
    </message>
    <message>
        <source>%1  %2  %3: %4 of %5 done, %6 pending, %7 not eligible, %8 failed</source>
        <translation>%1  %2  %3: %4 von %5 erledigt, %6 ausstehend, %7 nicht geeignet, %8 gescheitert</translation>
    </message>
    <message>
        <source>Say what it is done to: --id, --filter or --all.</source>
        <translation>Sagen Sie, womit es geschehen soll: --id, --filter oder --all.</translation>
    </message>
    <message>
        <source>--filter is no condition in JSON.</source>
        <translation>--filter ist keine Bedingung in JSON.</translation>
    </message>
    <message>
        <source>reenqueue, discard (dead letters), retry or cancel (jobs)</source>
        <translation>reenqueue, discard (Dead Letters), retry oder cancel (Jobs)</translation>
    </message>
    <message>
        <source>One of them; may be repeated</source>
        <translation>Eines davon; darf mehrmals stehen</translation>
    </message>
    <message>
        <source>A condition in JSON, as of the list; all are meant</source>
        <translation>Eine Bedingung in JSON wie bei der Liste; alle müssen gelten</translation>
    </message>
    <message>
        <source>Every open dead letter, dead job or waiting job</source>
        <translation>Jedes offene Dead Letter, jeder tote oder wartende Job</translation>
    </message>
    <message>
        <source>So many a second (50)</source>
        <translation>So viele in der Sekunde (50)</translation>
    </message>
    <message>
        <source>Begin slowly</source>
        <translation>Langsam beginnen</translation>
    </message>
    <message>
        <source>Stop when more than this part fails (0.5)</source>
        <translation>Anhalten, wenn ein größerer Teil scheitert (0.5)</translation>
    </message>
    <message>
        <source>Say what it would do, and change nothing</source>
        <translation>Sagen, was geschähe, und nichts ändern</translation>
    </message>
    <message>
        <source>Freeze the selection and begin</source>
        <translation>Die Auswahl festhalten und beginnen</translation>
    </message>
    <message>
        <source>The environment&apos;s name; production demands it</source>
        <translation>Der Name der Umgebung; in Produktion ist er nötig</translation>
    </message>
    <message>
        <source>Show one, whole</source>
        <translation>Eines ganz zeigen</translation>
    </message>
    <message>
        <source>Tell its progress until it is over; 1: not finished</source>
        <translation>Den Fortschritt melden, bis es vorbei ist; 1: nicht zu Ende geführt</translation>
    </message>
    <message>
        <source>What came of each, newest first</source>
        <translation>Was aus jedem wurde, das Neueste zuerst</translation>
    </message>
    <message>
        <source>pending, done, not_eligible, failed or skipped</source>
        <translation>pending, done, not_eligible, failed oder skipped</translation>
    </message>
    <message>
        <source>At most so many</source>
        <translation>Höchstens so viele</translation>
    </message>
    <message>
        <source>Many dead letters or jobs at once, at a rate</source>
        <translation>Viele Dead Letters oder Jobs auf einmal, in einem Takt</translation>
    </message>
    <message>
        <source>Let it wait</source>
        <translation>Warten lassen</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Weitergehen lassen</translation>
    </message>
    <message>
        <source>End it; what is still pending is skipped</source>
        <translation>Beenden; was noch aussteht, wird übergangen</translation>
    </message>
    <message>
        <source>%1  %2  %3  %4 of %5 open: %6</source>
        <translation>%1  %2  %3  %4 von %5 offen: %6</translation>
    </message>
    <message>
        <source>By what killed them, most open ones first</source>
        <translation>Nach dem, woran sie starben, die meisten offenen zuerst</translation>
    </message>
    <message>
        <source>Say how a group stands</source>
        <translation>Sagen, wie es um eine Gruppe steht</translation>
    </message>
    <message>
        <source>Its id, as groups shows it</source>
        <translation>Ihre Kennung, wie groups sie zeigt</translation>
    </message>
    <message>
        <source>open, acknowledged, resolved or ignored</source>
        <translation>open, acknowledged, resolved oder ignored</translation>
    </message>
    <message>
        <source>Who looks after it; empty: nobody</source>
        <translation>Wer sich darum kümmert; leer: niemand</translation>
    </message>
    <message>
        <source>What is known of it; empty: nothing</source>
        <translation>Was darüber bekannt ist; leer: nichts</translation>
    </message>
    <message>
        <source>Open letters again that were discarded</source>
        <translation>Dead Letters, die verworfen wurden, wieder öffnen</translation>
    </message>
    <message>
        <source>The file %1 is not UTF-8</source>
        <translation>Die Datei %1 ist nicht UTF-8</translation>
    </message>
    <message>
        <source>It would be sent:</source>
        <translation>Es würde gesendet:</translation>
    </message>
    <message>
        <source>It would be built and stored, not sent:</source>
        <translation>Es würde erstellt und gespeichert, nicht gesendet:</translation>
    </message>
    <message>
        <source>It would wait:</source>
        <translation>Es würde warten:</translation>
    </message>
    <message>
        <source>It would be a dead letter again:</source>
        <translation>Es würde wieder ein Dead Letter:</translation>
    </message>
    <message>
        <source>Masked values: %1. Change it with --patch.</source>
        <translation>Maskierte Werte: %1. Ändern Sie ihn mit --patch.</translation>
    </message>
    <message>
        <source>Id of the dead letter</source>
        <translation>Kennung des Dead Letters</translation>
    </message>
    <message>
        <source>File with the changed document; - is standard input</source>
        <translation>Datei mit dem geänderten Dokument; - ist die Standardeingabe</translation>
    </message>
    <message>
        <source>File with a JSON patch (RFC 6902); - is standard input</source>
        <translation>Datei mit einem JSON-Patch (RFC 6902); - ist die Standardeingabe</translation>
    </message>
    <message>
        <source>What its next try would carry; goes into the ledger</source>
        <translation>Was der nächste Versuch enthielte; wird im Protokoll vermerkt</translation>
    </message>
    <message>
        <source>Where it is written to, byte for byte</source>
        <translation>Wohin er Byte für Byte geschrieben wird</translation>
    </message>
    <message>
        <source>What would happen if it were put back now; nothing is changed</source>
        <translation>Was geschähe, wenn er jetzt wieder eingereiht würde; nichts wird geändert</translation>
    </message>
    <message>
        <source>Its job once more with another payload; the original is kept</source>
        <translation>Seinen Auftrag noch einmal mit anderem Inhalt; das Original bleibt erhalten</translation>
    </message>
    <message>
        <source>Say what would happen, and change nothing</source>
        <translation>Sagen, was geschähe, und nichts ändern</translation>
    </message>
    <message>
        <source>viewer, support, developer, admin, or telemetry, which only sends traces</source>
        <translation>viewer, support, developer, admin oder telemetry, das nur Traces sendet</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>%1, from %2: %3 USD a million tokens in, %4 out</source>
        <translation>%1, ab %2: %3 USD je Million Token ein, %4 aus</translation>
    </message>
    <message>
        <source>%1, %2 cached</source>
        <translation>%1, %2 aus dem Cache</translation>
    </message>
    <message>
        <source>Set what a model costs from a day on</source>
        <translation>Festlegen, was ein Modell ab einem Tag kostet</translation>
    </message>
    <message>
        <source>Take a price away</source>
        <translation>Einen Preis wegnehmen</translation>
    </message>
    <message>
        <source>The model&apos;s name, as calls tell it</source>
        <translation>Der Name des Modells, wie Aufrufe ihn nennen</translation>
    </message>
    <message>
        <source>A day of UTC: 2026-11-01</source>
        <translation>Ein Tag in UTC: 2026-11-01</translation>
    </message>
    <message>
        <source>At that provider alone</source>
        <translation>Nur bei diesem Anbieter</translation>
    </message>
    <message>
        <source>USD a million tokens in</source>
        <translation>USD je Million Token ein</translation>
    </message>
    <message>
        <source>USD a million tokens out</source>
        <translation>USD je Million Token aus</translation>
    </message>
    <message>
        <source>USD a million tokens in that a cache had</source>
        <translation>USD je Million Token ein, die ein Cache hatte</translation>
    </message>
    <message>
        <source>What models cost</source>
        <translation>Was Modelle kosten</translation>
    </message>
    <message>
        <source>All prices</source>
        <translation>Alle Preise</translation>
    </message>
    <message>
        <source> (off)</source>
        <translation> (aus)</translation>
    </message>
    <message>
        <source>%1: %2, %3%4  %5</source>
        <translation>%1: %2, %3%4  %5</translation>
    </message>
    <message>
        <source>%1  fires beyond %2, is over at %3, of %4 s</source>
        <translation>%1  löst jenseits von %2 aus, endet bei %3, aus %4 s</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <translation>nichts gemessen</translation>
    </message>
    <message>
        <source>%1: %2 of %3 USD a %4%5  %6</source>
        <translation>%1: %2 von %3 USD je %4%5  %6</translation>
    </message>
    <message>
        <source>%1: %2 at %3, from %4 on%5  %6</source>
        <translation>%1: %2 bei %3, ab %4%5  %6</translation>
    </message>
    <message>
        <source>%1 to %2: %3, %4</source>
        <translation>%1 bis %2: %3, %4</translation>
    </message>
    <message>
        <source>Switch it on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Switch it off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>measure, dead_letter_group, breaker_opened, bad_signatures or secret_overdue</source>
        <translation>measure, dead_letter_group, breaker_opened, bad_signatures oder secret_overdue</translation>
    </message>
    <message>
        <source>warning or critical</source>
        <translation>warning oder critical</translation>
    </message>
    <message>
        <source>Of that tenant alone</source>
        <translation>Nur von diesem Mandanten</translation>
    </message>
    <message>
        <source>ingest, delivery, job, ai, or a gauge such as jobs_waiting</source>
        <translation>ingest, delivery, job, ai oder ein Stand wie jobs_waiting</translation>
    </message>
    <message>
        <source>What of it: error_rate (percent), calls, p95_ms, cost_usd ...</source>
        <translation>Was davon: error_rate (Prozent), calls, p95_ms, cost_usd ...</translation>
    </message>
    <message>
        <source>A condition of the measure&apos;s labels, in JSON</source>
        <translation>Eine Bedingung an die Merkmale des Messwerts, in JSON</translation>
    </message>
    <message>
        <source>above or below</source>
        <translation>above (über) oder below (unter)</translation>
    </message>
    <message>
        <source>It fires beyond this</source>
        <translation>Jenseits davon löst sie aus</translation>
    </message>
    <message>
        <source>At this it is over</source>
        <translation>Hier ist es vorbei</translation>
    </message>
    <message>
        <source>Of so long, in whole minutes</source>
        <translation>Aus so langer Zeit, in ganzen Minuten</translation>
    </message>
    <message>
        <source>It must hold that long before it fires</source>
        <translation>So lange muss es andauern, bevor sie auslöst</translation>
    </message>
    <message>
        <source>Of fewer calls nothing fires</source>
        <translation>Bei weniger Aufrufen löst nichts aus</translation>
    </message>
    <message>
        <source>slack or email</source>
        <translation>slack oder email</translation>
    </message>
    <message>
        <source>Tell it of warnings, too, or of what is critical alone</source>
        <translation>Auch Warnungen melden oder nur Kritisches</translation>
    </message>
    <message>
        <source>File (mode 0600) with the URL of an incoming webhook</source>
        <translation>Datei (Modus 0600) mit der URL eines eingehenden Webhooks</translation>
    </message>
    <message>
        <source>smtp://host:port or smtps://host:port</source>
        <translation>smtp://host:port oder smtps://host:port</translation>
    </message>
    <message>
        <source>The sender&apos;s address</source>
        <translation>Die Adresse des Absenders</translation>
    </message>
    <message>
        <source>An address; may be repeated</source>
        <translation>Eine Adresse; kann wiederholt werden</translation>
    </message>
    <message>
        <source>For a login at the mail server</source>
        <translation>Für die Anmeldung am Mailserver</translation>
    </message>
    <message>
        <source>Say that you look after it</source>
        <translation>Sagen, dass Sie sich darum kümmern</translation>
    </message>
    <message>
        <source>What is known of it</source>
        <translation>Was darüber bekannt ist</translation>
    </message>
    <message>
        <source>What is looked at, and when it fires</source>
        <translation>Worauf geachtet wird und wann es auslöst</translation>
    </message>
    <message>
        <source>Make a rule, or change what is said of one</source>
        <translation>Eine Regel anlegen oder ändern, was angegeben ist</translation>
    </message>
    <message>
        <source>Delete a rule of your own</source>
        <translation>Eine eigene Regel löschen</translation>
    </message>
    <message>
        <source>When a rule, changed so, would have fired; changes nothing</source>
        <translation>Wann eine so geänderte Regel ausgelöst hätte; ändert nichts</translation>
    </message>
    <message>
        <source>Over the last hours</source>
        <translation>Über die letzten Stunden</translation>
    </message>
    <message>
        <source>Whom alerts are told</source>
        <translation>Wem Alarme gemeldet werden</translation>
    </message>
    <message>
        <source>Make a channel, or change what is said of one</source>
        <translation>Einen Kanal anlegen oder ändern, was angegeben ist</translation>
    </message>
    <message>
        <source>Delete a channel, with what it was still to be told</source>
        <translation>Einen Kanal löschen, mit dem, was ihm noch zu melden war</translation>
    </message>
    <message>
        <source>Send a message now; exit code 1 when it failed</source>
        <translation>Jetzt eine Nachricht senden; Rückgabewert 1, wenn es nicht ging</translation>
    </message>
    <message>
        <source>What AI systems may cost</source>
        <translation>Was KI-Systeme kosten dürfen</translation>
    </message>
    <message>
        <source>All of them, with what is used now</source>
        <translation>Alle, mit dem, was jetzt verbraucht ist</translation>
    </message>
    <message>
        <source>Make a budget, or change what is said of one</source>
        <translation>Ein Budget anlegen oder ändern, was angegeben ist</translation>
    </message>
    <message>
        <source>day or month, of UTC</source>
        <translation>day (Tag) oder month (Monat), in UTC</translation>
    </message>
    <message>
        <source>What may be used</source>
        <translation>Was verbraucht werden darf</translation>
    </message>
    <message>
        <source>Warn at this part of it; 80 where it is not said</source>
        <translation>Bei diesem Anteil warnen; 80, wenn nichts gesagt ist</translation>
    </message>
    <message>
        <source>Delete a budget</source>
        <translation>Ein Budget löschen</translation>
    </message>
    <message>
        <source>What was deployed, for the ledger and the charts</source>
        <translation>Was ausgeliefert wurde, für das Protokoll und die Diagramme</translation>
    </message>
    <message>
        <source>Note that it was, just now</source>
        <translation>Vermerken, dass es gerade geschah</translation>
    </message>
    <message>
        <source>&quot;shop 1.4.2&quot;</source>
        <translation>„shop 1.4.2“</translation>
    </message>
    <message>
        <source>What a budget, changed so, would have told in this period and the last; changes nothing</source>
        <translation>Was ein so geändertes Budget im laufenden und im letzten Zeitraum gemeldet hätte; ändert nichts</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Open a saved connection instead of the local gateway</source>
        <translation>Eine gespeicherte Verbindung statt des lokalen Gateways öffnen</translation>
    </message>
    <message>
        <source>URL of a gateway</source>
        <translation>URL eines Gateways</translation>
    </message>
    <message>
        <source>File that holds its admin token</source>
        <translation>Datei mit seinem Admin-Token</translation>
    </message>
    <message>
        <source>Folder of the local gateway&apos;s data</source>
        <translation>Ordner der Daten des lokalen Gateways</translation>
    </message>
    <message>
        <source>Where the local gateway listens (127.0.0.1:8737, else a free port)</source>
        <translation>Wo das lokale Gateway lauscht (127.0.0.1:8737, sonst ein freier Port)</translation>
    </message>
    <message>
        <source>Keep the local gateway&apos;s data in a temporary folder</source>
        <translation>Die Daten des lokalen Gateways in einem temporären Ordner halten</translation>
    </message>
    <message>
        <source>Send no webhooks to the local gateway at the start</source>
        <translation>Dem lokalen Gateway zu Beginn keine Webhooks senden</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Write a PNG of every page to this folder and end</source>
        <translation>Von jeder Seite ein PNG in diesen Ordner schreiben und enden</translation>
    </message>
    <message>
        <source>Take the whole screen (where there is no window manager)</source>
        <translation>Den ganzen Bildschirm einnehmen (wo es keine Fensterverwaltung gibt)</translation>
    </message>
    <message>
        <source>The console of a webhook gateway</source>
        <translation>Die Konsole eines Webhook-Gateways</translation>
    </message>
    <message>
        <source>Print when the first rows were painted (for the benchmark)</source>
        <translation>Melden, wann die ersten Zeilen gezeichnet waren (für die Messung)</translation>
    </message>
    <message>
        <source>libpq conninfo of its database; without it, lists come through the API</source>
        <translation>libpq-Conninfo seiner Datenbank; ohne sie kommen Listen über die API</translation>
    </message>
    <message>
        <source>Link of a view to begin with: gatehouse://...</source>
        <translation>Link einer Ansicht, mit der begonnen wird: gatehouse://...</translation>
    </message>
</context>
<context>
    <name>Otlp</name>
    <message>
        <source>The body is no JSON.</source>
        <translation>Der Inhalt ist kein JSON.</translation>
    </message>
    <message>
        <source>The body has no “resourceSpans”, so it is no request of the OpenTelemetry protocol for traces.</source>
        <translation>Der Inhalt hat keine „resourceSpans“ und ist daher keine Anfrage des OpenTelemetry-Protokolls für Traces.</translation>
    </message>
    <message>
        <source>A request may have %1 spans. Send them in several.</source>
        <translation>Eine Anfrage darf %1 Spans enthalten. Senden Sie sie in mehreren Anfragen.</translation>
    </message>
    <message>
        <source>The body is damaged, or no request of the OpenTelemetry protocol for traces in protobuf.</source>
        <translation>Der Inhalt ist beschädigt oder keine Protobuf-Anfrage des OpenTelemetry-Protokolls für Traces.</translation>
    </message>
    <message>
        <source>A request may have %1 attributes, resources and scopes. Send its spans in several.</source>
        <translation>Eine Anfrage darf %1 Attribute, Ressourcen und Scopes haben. Senden Sie ihre Spans in mehreren.</translation>
    </message>
</context>
<context>
    <name>OutputText</name>
    <message>
        <source>none</source>
        <comment>an empty list</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>Standard output could not be written. What was to be shown is lost; a secret that is shown once has to be made again.</source>
        <translation>Die Standardausgabe konnte nicht geschrieben werden. Was gezeigt werden sollte, ist verloren; ein Geheimnis, das einmal gezeigt wird, muss neu gemacht werden.</translation>
    </message>
</context>
<context>
    <name>OverflowTabs</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More tabs</source>
        <translation>Weitere Reiter</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>%1; the last one died on %2</source>
        <comment>tenants</comment>
        <translation>%1; der letzte entstand am %2</translation>
    </message>
    <message>
        <source>%1 of %2 open dead letters are of one cause: %3</source>
        <translation>%1 von %2 offenen Dead Letters haben eine Ursache: %3</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <comment>title, value, verdict</comment>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message>
        <source>Nothing needs anybody.</source>
        <translation>Nichts braucht jemanden.</translation>
    </message>
    <message>
        <source>One thing needs somebody.</source>
        <translation>Eine Sache braucht jemanden.</translation>
    </message>
    <message>
        <source>%1 things need somebody.</source>
        <translation>%1 Sachen brauchen jemanden.</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Compared with the day before</source>
        <translation>Verglichen mit dem Vortag</translation>
    </message>
    <message>
        <source>Compared with a week before</source>
        <translation>Verglichen mit der Vorwoche</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>No rows can be opened for that</source>
        <translation>Dafür können keine Zeilen geöffnet werden</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>nothing is measured yet</source>
        <translation>noch nichts gemessen</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>a week before</source>
        <comment>6 % more than</comment>
        <translation>eine Woche davor</translation>
    </message>
    <message>
        <source>the day before</source>
        <comment>6 % more than</comment>
        <translation>am Vortag</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>wie %1</translation>
    </message>
    <message>
        <source>none %1</source>
        <translation>keine %1</translation>
    </message>
    <message>
        <source>%1 more than %2</source>
        <translation>%1 mehr als %2</translation>
    </message>
    <message>
        <source>%1 less than %2</source>
        <translation>%1 weniger als %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>per min</source>
        <translation>pro min</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>Failed tries</source>
        <translation>Gescheiterte Versuche</translation>
    </message>
    <message>
        <source>over</source>
        <comment>too many failures</comment>
        <translation>zu viele</translation>
    </message>
    <message>
        <source>over %1 from %2 to %3</source>
        <translation>über %1 von %2 bis %3</translation>
    </message>
    <message>
        <source>never over %1</source>
        <translation>nie über %1</translation>
    </message>
    <message>
        <source>Delivery p95</source>
        <translation>Zustellung p95</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>objective: up to %1 ms</source>
        <translation>Ziel: bis %1 ms</translation>
    </message>
    <message>
        <source>Oldest queued job</source>
        <translation>Ältester Auftrag</translation>
    </message>
    <message>
        <source>late</source>
        <translation>spät</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Dead Letters</translation>
    </message>
    <message>
        <source>open</source>
        <comment>dead letters</comment>
        <translation>offen</translation>
    </message>
    <message>
        <source>%1 died in the last 24 h</source>
        <translation>%1 neue in 24 h</translation>
    </message>
    <message>
        <source>Circuit breakers</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>open</source>
        <comment>circuit breakers</comment>
        <translation>offen</translation>
    </message>
    <message>
        <source>none was in the last 24 h</source>
        <comment>open</comment>
        <translation>keiner in den letzten 24 h</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>closed since %1</source>
        <translation>geschlossen seit %1</translation>
    </message>
    <message>
        <source>Done within 60 s</source>
        <translation>Fertig in 60 s</translation>
    </message>
    <message>
        <source>missed</source>
        <comment>objective</comment>
        <translation>verfehlt</translation>
    </message>
    <message>
        <source>burning</source>
        <comment>error budget</comment>
        <translation>brennt</translation>
    </message>
    <message>
        <source>of %1, %2 of the budget left</source>
        <translation>von %1, %2 des Budgets übrig</translation>
    </message>
    <message>
        <source>AI cost</source>
        <translation>KI-Kosten</translation>
    </message>
    <message>
        <source>Refused signatures</source>
        <translation>Abgelehnte Signaturen</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>steigend</translation>
    </message>
    <message>
        <source>Secrets due</source>
        <translation>Fällige Geheimnisse</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>due</source>
        <translation>fällig</translation>
    </message>
    <message>
        <source>to be rotated by now</source>
        <translation>jetzt zu rotieren</translation>
    </message>
    <message>
        <source>none is to be rotated yet</source>
        <translation>noch keines zu rotieren</translation>
    </message>
    <message>
        <source>nothing in the last 24 h</source>
        <translation>nichts in den letzten 24 h</translation>
    </message>
    <message>
        <source>over %1 all the time</source>
        <translation>immer über %1</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>for more than 24 h</source>
        <comment>open</comment>
        <translation>seit über 24 h</translation>
    </message>
    <message>
        <source>Not known: %1 of %2.</source>
        <translation>Nicht bekannt: %1 von %2.</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <comment>jobs</comment>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>events</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <comment>tenants</comment>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>title, value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>near the budget</source>
        <translation>nahe am Budget</translation>
    </message>
    <message>
        <source>over the budget</source>
        <translation>über dem Budget</translation>
    </message>
    <message>
        <source>%1 of %2 used today: %3</source>
        <comment>share, limit, name</comment>
        <translation>%1 von %2 heute verbraucht: %3</translation>
    </message>
    <message>
        <source>%1 of %2 used this month: %3</source>
        <translation>%1 von %2 in diesem Monat verbraucht: %3</translation>
    </message>
</context>
<context>
    <name>PageCount</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>%1 (exact)</source>
        <translation>%1 (genau)</translation>
    </message>
    <message>
        <source>%1 (estimate)</source>
        <translation>%1 (geschätzt)</translation>
    </message>
    <message>
        <source>– %1: no answer</source>
        <translation>– %1: keine Antwort</translation>
    </message>
    <message>
        <source>%1 %2 (exact)</source>
        <translation>%1 %2 (genau)</translation>
    </message>
    <message>
        <source>%1 %2 (estimate)</source>
        <translation>%1 %2 (geschätzt)</translation>
    </message>
</context>
<context>
    <name>PaletteLookup</name>
    <message>
        <source>%1: %2 %3 %4</source>
        <translation>%1: %2 %3 %4</translation>
    </message>
    <message>
        <source>%1 in %2 ms</source>
        <translation>%1 in %2 ms</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Anderswo</translation>
    </message>
    <message>
        <source>looked at %1 % so far, none yet</source>
        <translation>bisher %1 % angesehen, noch nichts</translation>
    </message>
    <message>
        <source>looking</source>
        <translation>wird gesucht</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>in %1, filtered so</source>
        <translation>in %1, so gefiltert</translation>
    </message>
</context>
<context>
    <name>PassphraseText</name>
    <message>
        <source>There is not enough memory to derive the key of a passphrase. Close something and try again.</source>
        <translation>Der Speicher reicht nicht, um den Schlüssel einer Passphrase abzuleiten. Schließen Sie etwas und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>PayloadTab</name>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>The body was not kept: of a flood of refused requests only the first ones keep theirs.</source>
        <translation>Der Inhalt wurde nicht aufbewahrt: Von einer Flut abgelehnter Anfragen behalten ihn nur die ersten.</translation>
    </message>
    <message>
        <source>Sealed at rest</source>
        <translation>Verschlüsselt gespeichert</translation>
    </message>
    <message>
        <source>In the database this body is encrypted, and has no canonical event to search in. The gateway opened it; that it was read is in the ledger.</source>
        <translation>In der Datenbank ist dieser Inhalt verschlüsselt und hat kein kanonisches Ereignis, in dem gesucht werden könnte. Das Gateway hat ihn geöffnet; dass er gelesen wurde, steht im Protokoll.</translation>
    </message>
</context>
<context>
    <name>PayloadView</name>
    <message>
        <source>How the body is shown</source>
        <translation>Wie der Inhalt gezeigt wird</translation>
    </message>
    <message>
        <source>Pretty</source>
        <translation>Formatiert</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the body</source>
        <translation>Den Inhalt kopieren</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Rumpf</translation>
    </message>
    <message>
        <source>Body as hexadecimal</source>
        <translation>Inhalt hexadezimal</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Not JSON: %1 at byte %2</source>
        <translation>Kein JSON: %1 bei Byte %2</translation>
    </message>
    <message>
        <source>It is shown as it arrived.</source>
        <translation>Gezeigt wird es, wie es ankam.</translation>
    </message>
    <message>
        <source>Not UTF-8: the first such byte is number %1</source>
        <translation>Kein UTF-8: Das erste solche Byte ist Nummer %1</translation>
    </message>
    <message>
        <source>Bytes that are not text are marked ‹\xNN›.</source>
        <translation>Bytes, die kein Text sind, stehen als ‹\xNN›.</translation>
    </message>
    <message>
        <source>The body is empty</source>
        <translation>Der Rumpf ist leer</translation>
    </message>
</context>
<context>
    <name>PopupEditor</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Postgres</name>
    <message>
        <source>The database login may not act as the role that the connection names. Choose another role, or have it granted.</source>
        <translation>Die Datenbankanmeldung darf die Rolle nicht annehmen, die die Verbindung nennt. Wählen Sie eine andere, oder lassen Sie sie gewähren.</translation>
    </message>
    <message>
        <source>The database library refused a call. Please report it.</source>
        <translation>Die Datenbankbibliothek hat einen Aufruf abgelehnt. Bitte melden Sie das.</translation>
    </message>
    <message>
        <source>The connection to the database failed. It is tried again by itself.</source>
        <translation>Die Verbindung zur Datenbank ist gescheitert. Sie wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>The database is starting or stopping and takes no connections yet. Try again in a moment.</source>
        <translation>Die Datenbank startet oder beendet sich und nimmt noch keine Verbindungen an. Versuchen Sie es gleich erneut.</translation>
    </message>
    <message>
        <source>The database was dropped while it was in use. Choose another one.</source>
        <translation>Die Datenbank wurde gelöscht, während sie benutzt wurde. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The database server ended the connection, most likely because it restarts. Try again in a moment.</source>
        <translation>Der Datenbankserver hat die Verbindung beendet, vermutlich weil er neu startet. Versuchen Sie es gleich erneut.</translation>
    </message>
    <message>
        <source>The disk of the database server is full, so nothing can be written. Free some space on it, then try again.</source>
        <translation>Der Datenträger des Datenbankservers ist voll, es kann nichts geschrieben werden. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The database server is out of memory. Try again when it is less busy.</source>
        <translation>Dem Datenbankserver fehlt Speicher. Versuchen Sie es erneut, wenn er weniger zu tun hat.</translation>
    </message>
    <message>
        <source>The database server has no free connection. Close other programs that use it, or raise its max_connections.</source>
        <translation>Der Datenbankserver hat keine freie Verbindung. Schließen Sie andere Programme, die ihn benutzen, oder erhöhen Sie max_connections.</translation>
    </message>
    <message>
        <source>The database server is short of resources. Try again when it is less busy.</source>
        <translation>Dem Datenbankserver fehlen Mittel. Versuchen Sie es erneut, wenn er weniger zu tun hat.</translation>
    </message>
    <message>
        <source>The database server cannot read or write its files. Its log says which; check its disk.</source>
        <translation>Der Datenbankserver kann seine Dateien nicht lesen oder schreiben. Sein Protokoll sagt, welche; prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>The query was cancelled.</source>
        <translation>Die Abfrage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Someone else holds a lock on this for too long. Try again in a moment.</source>
        <translation>Jemand anders hält das zu lange gesperrt. Versuchen Sie es gleich erneut.</translation>
    </message>
    <message>
        <source>The transaction was left open for too long and was undone. Try again.</source>
        <translation>Die Transaktion blieb zu lange offen und wurde zurückgenommen. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The database refused the login. Check the user name and the password.</source>
        <translation>Die Datenbank hat die Anmeldung abgelehnt. Prüfen Sie Benutzernamen und Passwort.</translation>
    </message>
    <message>
        <source>The database login may not do this. Ask whoever runs the database to grant the right.</source>
        <translation>Die Datenbankanmeldung darf das nicht. Bitten Sie den Betreiber der Datenbank, das Recht zu gewähren.</translation>
    </message>
    <message>
        <source>The database login may not grant this right.</source>
        <translation>Die Datenbankanmeldung darf dieses Recht nicht gewähren.</translation>
    </message>
    <message>
        <source>The database does not know this role.</source>
        <translation>Die Datenbank kennt diese Rolle nicht.</translation>
    </message>
    <message>
        <source>This exists already.</source>
        <translation>Das gibt es schon.</translation>
    </message>
    <message>
        <source>Something else refers to this, or what this refers to is gone.</source>
        <translation>Etwas anderes verweist darauf, oder worauf es verweist, ist weg.</translation>
    </message>
    <message>
        <source>The change was refused: it breaks a rule of the database.</source>
        <translation>Die Änderung wurde abgelehnt: Sie verletzt eine Regel der Datenbank.</translation>
    </message>
    <message>
        <source>Someone else changed the same thing at the same moment. Try again.</source>
        <translation>Jemand anders hat dasselbe im selben Augenblick geändert. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This database only accepts reads (a standby, most likely). Use the primary for changes.</source>
        <translation>Diese Datenbank nimmt nur Lesezugriffe an (vermutlich ein Standby). Verwenden Sie für Änderungen den Primärserver.</translation>
    </message>
    <message>
        <source>The database is not in the state that this needs, or it is in use.</source>
        <translation>Die Datenbank ist nicht im nötigen Zustand, oder sie wird benutzt.</translation>
    </message>
    <message>
        <source>There is no database of this name on the server. Check the connection.</source>
        <translation>Auf dem Server gibt es keine Datenbank dieses Namens. Prüfen Sie die Verbindung.</translation>
    </message>
    <message>
        <source>The database lacks a table or view that is needed. It is empty, or of another version.</source>
        <translation>Der Datenbank fehlt eine nötige Tabelle oder Sicht. Sie ist leer, oder von einer anderen Version.</translation>
    </message>
    <message>
        <source>The database lacks a schema that is needed. It is empty, or of another version.</source>
        <translation>Der Datenbank fehlt ein nötiges Schema. Sie ist leer, oder von einer anderen Version.</translation>
    </message>
    <message>
        <source>The database lacks a column that is needed. It is of another version.</source>
        <translation>Der Datenbank fehlt eine nötige Spalte. Sie ist von einer anderen Version.</translation>
    </message>
    <message>
        <source>The database lacks a function that is needed. It is of another version.</source>
        <translation>Der Datenbank fehlt eine nötige Funktion. Sie ist von einer anderen Version.</translation>
    </message>
    <message>
        <source>The database does not understand the query.</source>
        <translation>Die Datenbank versteht die Abfrage nicht.</translation>
    </message>
    <message>
        <source>The database cannot hold this value, or it is of the wrong kind.</source>
        <translation>Die Datenbank kann diesen Wert nicht aufnehmen, oder er ist von falscher Art.</translation>
    </message>
    <message>
        <source>This is larger than the database can hold or work on.</source>
        <translation>Das ist größer, als die Datenbank aufnehmen oder verarbeiten kann.</translation>
    </message>
    <message>
        <source>The database server cannot do this.</source>
        <translation>Der Datenbankserver kann das nicht.</translation>
    </message>
    <message>
        <source>A function of the database refused this.</source>
        <translation>Eine Funktion der Datenbank hat das abgelehnt.</translation>
    </message>
    <message>
        <source>The database&apos;s files are damaged. Restore them from a backup.</source>
        <translation>Die Dateien der Datenbank sind beschädigt. Stellen Sie sie aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>An index of the database is damaged. Have it rebuilt with REINDEX.</source>
        <translation>Ein Index der Datenbank ist beschädigt. Lassen Sie ihn mit REINDEX neu aufbauen.</translation>
    </message>
    <message>
        <source>The database reported an error that Gatehouse does not expect. Please report it.</source>
        <translation>Die Datenbank hat einen Fehler gemeldet, mit dem Gatehouse nicht rechnet. Bitte melden Sie ihn.</translation>
    </message>
    <message>
        <source>The database took too long to answer, so the query was stopped. Narrow it down, or try again.</source>
        <translation>Die Datenbank hat zu lange gebraucht, deshalb wurde die Abfrage angehalten. Schränken Sie sie ein, oder versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The connection to the database was lost. It is tried again by itself.</source>
        <translation>Die Verbindung zur Datenbank ist verloren gegangen. Sie wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>The database wants a password and none was given. Add it to the connection.</source>
        <translation>Die Datenbank verlangt ein Passwort, und es wurde keines angegeben. Ergänzen Sie es in der Verbindung.</translation>
    </message>
    <message>
        <source>The database server does not answer. Check that it runs, and the host and port of the connection.</source>
        <translation>Der Datenbankserver antwortet nicht. Prüfen Sie, ob er läuft, und Host und Port der Verbindung.</translation>
    </message>
    <message>
        <source>The connection settings of the database cannot be used. Correct them: libpq&apos;s keywords (host=... dbname=...) or a postgresql:// address.</source>
        <translation>Die Verbindungsangaben der Datenbank sind nicht verwendbar. Berichtigen Sie sie: Schlüsselwörter von libpq (host=... dbname=...) oder eine Adresse postgresql://.</translation>
    </message>
    <message>
        <source>The database goes on sending long after the time that a statement may take. It was given up; narrow the filter, or ask who runs it.</source>
        <translation>Die Datenbank sendet noch lange nach der Zeit, die eine Anweisung dauern darf. Sie wurde aufgegeben; verengen Sie den Filter, oder fragen Sie, wer sie betreibt.</translation>
    </message>
    <message>
        <source>The database&apos;s answer is larger than %1 MB. It was given up; ask for less.</source>
        <translation>Die Antwort der Datenbank ist größer als %1 MB. Sie wurde aufgegeben; fragen Sie weniger ab.</translation>
    </message>
    <message>
        <source>The database server did not prove that it is the one that is meant, so no password was sent. Check the host, the root certificate and the sslmode of the connection.</source>
        <translation>Der Datenbankserver hat sich nicht als der gemeinte ausgewiesen, also wurde kein Passwort gesendet. Prüfen Sie Host, Wurzelzertifikat und sslmode der Verbindung.</translation>
    </message>
</context>
<context>
    <name>PrivateFile</name>
    <message>
        <source>The file %1 could not be written: %2</source>
        <translation>Die Datei %1 konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>ProfileField</name>
    <message>
        <source>The connection “%1” has a value for “%2” that cannot be used. Correct or remove it.</source>
        <translation>Die Verbindung „%1“ hat für „%2“ einen Wert, der nicht brauchbar ist. Berichtigen oder entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>The connection “%1” has no usable url. It is written like http://127.0.0.1:8737.</source>
        <translation>Die Verbindung „%1“ hat keine brauchbare URL. Sie wird geschrieben wie http://127.0.0.1:8737.</translation>
    </message>
    <message>
        <source>A connection is saved without secrets. Take the password out of its address, and put it into the password field.</source>
        <translation>Eine Verbindung wird ohne Geheimnisse gespeichert. Nehmen Sie das Passwort aus ihrer Adresse, und setzen Sie es in das Passwortfeld.</translation>
    </message>
</context>
<context>
    <name>ProfileForm</name>
    <message>
        <source>verify-full, but on this machine</source>
        <translation>verify-full, außer auf diesem Rechner</translation>
    </message>
    <message>
        <source>checks name and chain</source>
        <translation>prüft Name und Kette</translation>
    </message>
    <message>
        <source>checks the chain, not the name</source>
        <translation>prüft die Kette, nicht den Namen</translation>
    </message>
    <message>
        <source>encrypts, checks nothing</source>
        <translation>verschlüsselt, prüft nichts</translation>
    </message>
    <message>
        <source>does without TLS: needs its exception</source>
        <translation>kommt ohne TLS aus: braucht die Ausnahme</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Anzeige</translation>
    </message>
    <message>
        <source>Choose the file: %1</source>
        <translation>Datei wählen: %1</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>local</source>
        <translation>local</translation>
    </message>
    <message>
        <source>staging</source>
        <translation>staging</translation>
    </message>
    <message>
        <source>production</source>
        <translation>production</translation>
    </message>
    <message>
        <source>Postgres</source>
        <translation>Postgres</translation>
    </message>
    <message>
        <source>none: browse through the API</source>
        <translation>keine: über die API blättern</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>sslmode</source>
        <translation>sslmode</translation>
    </message>
    <message>
        <source>by default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Admin API</source>
        <translation>Admin-API</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Token file</source>
        <translation>Token-Datei</translation>
    </message>
    <message>
        <source>API: CA</source>
        <translation>API: CA</translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation>die Stellen des Systems</translation>
    </message>
    <message>
        <source>API: client certificate</source>
        <translation>API: Client-Zertifikat</translation>
    </message>
    <message>
        <source>API: client key</source>
        <translation>API: Client-Schlüssel</translation>
    </message>
    <message>
        <source>Postgres: CA</source>
        <translation>Postgres: CA</translation>
    </message>
    <message>
        <source>Postgres: client certificate</source>
        <translation>Postgres: Client-Zertifikat</translation>
    </message>
    <message>
        <source>Postgres: client key</source>
        <translation>Postgres: Client-Schlüssel</translation>
    </message>
    <message>
        <source>Not safe: allow plain http over a network</source>
        <translation>Unsicher: unverschlüsseltes http über ein Netz erlauben</translation>
    </message>
    <message>
        <source>Not safe: allow an sslmode below require over a network</source>
        <translation>Unsicher: einen sslmode unter require über ein Netz erlauben</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>the system&apos;s</source>
        <translation>der des Systems</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>SOCKS 5</source>
        <translation>SOCKS 5</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Of the admin API alone: Postgres is reached directly.</source>
        <translation>Nur der Admin-API: Postgres wird direkt erreicht.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>of the environment</source>
        <translation>die der Umgebung</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Production is always red.</source>
        <translation>Produktion ist immer rot.</translation>
    </message>
    <message>
        <source>none kept, or libpq&apos;s own</source>
        <translation>keines hinterlegt, oder das von libpq</translation>
    </message>
    <message>
        <source>from the file below</source>
        <translation>aus der Datei darunter</translation>
    </message>
    <message>
        <source>from the gateway</source>
        <translation>vom Gateway</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>Gelesen aus</translation>
    </message>
    <message>
        <source>the gateway&apos;s rollups</source>
        <translation>den Summen des Gateways</translation>
    </message>
    <message>
        <source>ClickHouse</source>
        <translation>ClickHouse</translation>
    </message>
    <message>
        <source>Prometheus</source>
        <translation>Prometheus</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>the user&apos;s own</source>
        <translation>die des Benutzers</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>every gateway that is scraped</source>
        <translation>jedes Gateway, das abgefragt wird</translation>
    </message>
    <message>
        <source>For the page of metrics; the Overview is of the gateway&apos;s own.</source>
        <translation>Für die Seite der Metriken; die Übersicht hat die des Gateways.</translation>
    </message>
    <message>
        <source>none kept</source>
        <translation>keines aufbewahrt</translation>
    </message>
</context>
<context>
    <name>ProfileText</name>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keine.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>Es gibt: %1.</translation>
    </message>
    <message>
        <source>There is no saved connection “%1”. %2</source>
        <translation>Es gibt keine gespeicherte Verbindung „%1“. %2</translation>
    </message>
    <message>
        <source>The file %1 is damaged: %2. Delete it and save the connection again.</source>
        <translation>Die Datei %1 ist beschädigt: %2. Löschen Sie sie und speichern Sie die Verbindung neu.</translation>
    </message>
    <message>
        <source>The connection could not be saved in %1: %2</source>
        <translation>Die Verbindung konnte nicht in %1 gespeichert werden: %2</translation>
    </message>
    <message>
        <source>The connection could not be removed from %1: %2</source>
        <translation>Die Verbindung konnte nicht aus %1 entfernt werden: %2</translation>
    </message>
    <message>
        <source>“%1” is no name for a connection. Use letters, digits, - and _.</source>
        <translation>„%1“ ist kein Name für eine Verbindung. Verwenden Sie Buchstaben, Ziffern, - und _.</translation>
    </message>
    <message>
        <source>The folder %1 could not be made.</source>
        <translation>Der Ordner %1 konnte nicht angelegt werden.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2</source>
        <translation>Die Datei %1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>Others may read %1, which holds a secret. Run: chmod 600 %1</source>
        <translation>Andere dürfen %1 lesen, und darin steht ein Geheimnis. Führen Sie aus: chmod 600 %1</translation>
    </message>
    <message>
        <source>The file %1 is empty.</source>
        <translation>Die Datei %1 ist leer.</translation>
    </message>
    <message>
        <source>This is no proxy. It is written like http://proxy.example:3128 or socks5://proxy.example:1080, without a user name.</source>
        <translation>Das ist kein Proxy. Er wird geschrieben wie http://proxy.example:3128 oder socks5://proxy.example:1080, ohne Benutzernamen.</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>There is no display to open the window on. ./dev run opens one that can be looked at by VNC; gatehousectl does the same work without a window.</source>
        <translation>Es gibt keine Anzeige für das Fenster. ./dev run öffnet eine, die sich mit VNC ansehen lässt; gatehousectl erledigt dieselbe Arbeit ohne Fenster.</translation>
    </message>
</context>
<context>
    <name>PromQlTexts</name>
    <message>
        <source>Prometheus does not know that label of it: the gateway&apos;s own /metrics has few, so that their number is bounded.</source>
        <translation>Prometheus kennt dieses Label dafür nicht: /metrics des Gateways hat wenige, damit ihre Zahl begrenzt bleibt.</translation>
    </message>
    <message>
        <source>Prometheus does not know how long jobs wait.</source>
        <translation>Prometheus weiß nicht, wie lange Aufträge warten.</translation>
    </message>
    <message>
        <source>Prometheus knows the tries, and not how jobs end.</source>
        <translation>Prometheus kennt die Versuche und nicht, wie Aufträge enden.</translation>
    </message>
    <message>
        <source>Prometheus does not know calls of AI systems.</source>
        <translation>Prometheus kennt keine Aufrufe von KI-Systemen.</translation>
    </message>
</context>
<context>
    <name>PrometheusTexts</name>
    <message>
        <source>This was too much for Prometheus. Take a shorter range, or fewer series.</source>
        <translation>Das war zu viel für Prometheus. Nehmen Sie einen kürzeren Zeitraum oder weniger Reihen.</translation>
    </message>
    <message>
        <source>Prometheus refused to answer. Copy the details to see why.</source>
        <translation>Prometheus hat die Antwort verweigert. Kopieren Sie die Einzelheiten, um zu sehen, warum.</translation>
    </message>
    <message>
        <source>These are too many steps of unlike lengths for Prometheus. Take a shorter range.</source>
        <translation>Das sind zu viele Schritte ungleicher Länge für Prometheus. Nehmen Sie einen kürzeren Zeitraum.</translation>
    </message>
</context>
<context>
    <name>PublicKeyTab</name>
    <message>
        <source>The gateway publishes the keys that are valid now at /.well-known/jwks.json.</source>
        <translation>Die jetzt gültigen Schlüssel veröffentlicht das Gateway unter /.well-known/jwks.json.</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>Öffentlicher Schlüssel</translation>
    </message>
    <message>
        <source>PEM</source>
        <translation>PEM</translation>
    </message>
    <message>
        <source>JSON Web Key</source>
        <translation>JSON Web Key</translation>
    </message>
</context>
<context>
    <name>PublicationText</name>
    <message>
        <source>The connection could not be saved in %1: %2</source>
        <translation>Die Verbindung konnte nicht in %1 gespeichert werden: %2</translation>
    </message>
</context>
<context>
    <name>RateChart</name>
    <message>
        <source>%1: %2 a second, none planned</source>
        <translation>%1: %2 pro Sekunde, nichts geplant</translation>
    </message>
    <message>
        <source>%1: %2 a second, planned %3</source>
        <translation>%1: %2 pro Sekunde, geplant %3</translation>
    </message>
    <message>
        <source>achieved, items a second</source>
        <translation>erreicht, Posten pro Sekunde</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>of these failed</source>
        <translation>davon gescheitert</translation>
    </message>
</context>
<context>
    <name>ReadingNotice</name>
    <message>
        <source>Looked back to %1 (%2 %), %3 found</source>
        <translation>Zurückgeschaut bis %1 (%2 %), %3 gefunden</translation>
    </message>
</context>
<context>
    <name>ReadingTab</name>
    <message>
        <source>This cannot be read now</source>
        <translation>Das lässt sich gerade nicht lesen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Reading was stopped.</source>
        <translation>Das Lesen wurde angehalten.</translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message>
        <source>Of the last %1 answers %2 % were not as they should be.</source>
        <translation>Von den letzten %1 Antworten waren %2 % nicht so, wie sie sein sollten.</translation>
    </message>
    <message>
        <source>The grant for production is over.</source>
        <translation>Die Freigabe für die Produktion ist abgelaufen.</translation>
    </message>
    <message>
        <source>This replay runs already.</source>
        <translation>Diese Wiederholung läuft schon.</translation>
    </message>
    <message>
        <source>“%1” is production. An admin can grant it for ten minutes.</source>
        <translation>„%1“ ist Produktion. Ein Admin kann es für zehn Minuten freigeben.</translation>
    </message>
</context>
<context>
    <name>ReplayForm</name>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Card numbers</source>
        <translation>Kartennummern</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>%1 accepted</source>
        <translation>%1 angenommen</translation>
    </message>
    <message>
        <source>%1 duplicates, if the target has them</source>
        <translation>%1 Duplikate, wenn das Ziel sie hat</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 abgelehnt</translation>
    </message>
    <message>
        <source>%1 cannot be sent</source>
        <translation>%1 nicht sendbar</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>What is sent, and how</source>
        <translation>Was gesendet wird, und wie</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Sign now with the target&apos;s secret</source>
        <translation>Jetzt mit dem Geheimnis des Ziels signieren</translation>
    </message>
    <message>
        <source>Send as recorded</source>
        <translation>Senden, wie aufgezeichnet</translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation>Idempotenzschlüssel</translation>
    </message>
    <message>
        <source>Fresh key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Same key</source>
        <translation>Gleicher Schlüssel</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maskieren</translation>
    </message>
    <message>
        <source>Masks keep ids joined: one e-mail becomes the same mask everywhere.</source>
        <translation>Zusammengehöriges bleibt erkennbar: Eine E-Mail-Adresse wird überall zur selben Maske.</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>Wie aufgezeichnet</translation>
    </message>
    <message>
        <source>10x</source>
        <translation>10x</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>je Sekunde</translation>
    </message>
    <message>
        <source>at once, stop over</source>
        <translation>zugleich, Halt über</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>Fehlern</translation>
    </message>
    <message>
        <source>Predicted outcome</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Reason (needed), for the ledger</source>
        <translation>Grund (nötig), für das Protokoll</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Noch keine Ereignisse</translation>
    </message>
    <message>
        <source>1 event</source>
        <translation>1 Ereignis</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
    <message>
        <source>It can be changed when it has ended.</source>
        <translation>Änderbar, wenn sie zu Ende ist.</translation>
    </message>
    <message>
        <source>Choose a target.</source>
        <translation>Wählen Sie ein Ziel.</translation>
    </message>
    <message>
        <source>Not predicted yet.</source>
        <translation>Noch nicht vorhergesagt.</translation>
    </message>
    <message>
        <source>Give a reason.</source>
        <translation>Nennen Sie einen Grund.</translation>
    </message>
    <message>
        <source>Known once there are events and a target.</source>
        <translation>Bekannt, sobald Ereignisse und Ziel da sind.</translation>
    </message>
    <message>
        <source>Open a file, or select events on their page.</source>
        <translation>Öffnen Sie eine Datei oder wählen Sie Ereignisse auf deren Seite.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Headers and payload</source>
        <translation>Header und Payload</translation>
    </message>
    <message>
        <source>Change…</source>
        <comment>headers and payload</comment>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>The newest events of a saved view</source>
        <translation>Die neuesten Ereignisse einer gespeicherten Ansicht</translation>
    </message>
    <message>
        <source>Sent as they were recorded</source>
        <translation>Gesendet wie aufgezeichnet</translation>
    </message>
    <message>
        <source>NDJSON, HAR, a curl command; a saved view</source>
        <translation>NDJSON, HAR, ein curl-Befehl; eine gespeicherte Ansicht</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Each lot is sent when the one before is answered</source>
        <translation>Jede Gruppe wird gesendet, wenn die vorige beantwortet ist</translation>
    </message>
    <message>
        <source>Slowly first: 1, 2, 5, 20, then all</source>
        <translation>Erst langsam: 1, 2, 5, 20, dann alle</translation>
    </message>
</context>
<context>
    <name>ReplayPage</name>
    <message>
        <source>Send recorded events again</source>
        <translation>Aufgezeichnete Ereignisse erneut senden</translation>
    </message>
    <message>
        <source>Open a file of events…</source>
        <translation>Datei mit Ereignissen öffnen…</translation>
    </message>
    <message>
        <source>Run the replay</source>
        <translation>Wiederholung senden</translation>
    </message>
    <message>
        <source>The replay did not run</source>
        <translation>Die Wiederholung lief nicht</translation>
    </message>
    <message>
        <source>The ledger was not told what became of the replay</source>
        <translation>Das Protokoll erfuhr nicht, was aus der Wiederholung wurde</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>The gateway, whose ledger is told, has not answered yet.</source>
        <translation>Das Gateway, in dessen Protokoll sie kommt, hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>Your role may not replay.</source>
        <translation>Ihre Rolle darf nicht wiederholen.</translation>
    </message>
    <message>
        <source>Save as fixtures…</source>
        <translation>Als Fixtures speichern…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>Open a file of events</source>
        <translation>Datei mit Ereignissen öffnen</translation>
    </message>
    <message>
        <source>Events (*.ndjson *.har *.http *.txt *.sh *.curl)</source>
        <translation>Ereignisse (*.ndjson *.har *.http *.txt *.sh *.curl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This file was not taken in</source>
        <translation>Diese Datei wurde nicht übernommen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Replaying to %1</source>
        <translation>Wiederholung an %1</translation>
    </message>
    <message>
        <source>Writing it down</source>
        <translation>Wird niedergeschrieben</translation>
    </message>
    <message>
        <source>nothing was sent</source>
        <translation>nichts gesendet</translation>
    </message>
    <message>
        <source>The replay has ended</source>
        <translation>Die Wiederholung ist zu Ende</translation>
    </message>
    <message>
        <source>The replay stopped by itself</source>
        <translation>Die Wiederholung hielt von selbst an</translation>
    </message>
    <message>
        <source>The replay was stopped</source>
        <translation>Die Wiederholung wurde angehalten</translation>
    </message>
    <message>
        <source>Save as fixtures</source>
        <translation>Als Fixtures speichern</translation>
    </message>
    <message>
        <source>Events (*.ndjson)</source>
        <translation>Ereignisse (*.ndjson)</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Report (*.html)</source>
        <translation>Bericht (*.html)</translation>
    </message>
    <message>
        <source>Report (*.json)</source>
        <translation>Bericht (*.json)</translation>
    </message>
    <message>
        <source>Nothing was saved</source>
        <translation>Nichts wurde gespeichert</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 erledigt</translation>
    </message>
    <message>
        <source>%1 of %2 done in %3, p95 %4</source>
        <translation>%1 von %2 in %3 erledigt, p95 %4</translation>
    </message>
    <message>
        <source>ended: %1</source>
        <translation>zu Ende: %1</translation>
    </message>
    <message>
        <source>stopped: %1</source>
        <translation>angehalten: %1</translation>
    </message>
    <message>
        <source>Open a file of events or bring selected ones over with Ctrl+Shift+Y, choose where they go, and see what will become of them before anything is sent. What each was answered stands here then.</source>
        <translation>Öffnen Sie eine Datei mit Ereignissen oder holen Sie ausgewählte mit Strg+Umschalt+Y her, wählen Sie das Ziel und sehen Sie, was daraus wird, bevor etwas gesendet wird. Danach steht hier, was auf jedes geantwortet wurde.</translation>
    </message>
    <message>
        <source>No events were taken from this view</source>
        <translation>Aus dieser Ansicht wurden keine Ereignisse übernommen</translation>
    </message>
    <message>
        <source>the newest of the saved view %1</source>
        <translation>die neuesten der gespeicherten Ansicht %1</translation>
    </message>
    <message>
        <source>saved view: %1</source>
        <translation>gespeicherte Ansicht: %1</translation>
    </message>
    <message>
        <source>A replay did not end</source>
        <translation>Ein Replay wurde nicht beendet</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>This replay cannot be shown</source>
        <translation>Dieses Replay kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>the replay of %1</source>
        <translation>das Replay vom %1</translation>
    </message>
    <message>
        <source>all were sent</source>
        <translation>alle wurden gesendet</translation>
    </message>
    <message>
        <source>Grant ten minutes…</source>
        <translation>Zehn Minuten gewähren…</translation>
    </message>
    <message>
        <source>Grant production</source>
        <translation>Produktion freigeben</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Let events be sent to “%1” for ten minutes?</source>
        <translation>Zehn Minuten lang Ereignisse an „%1“ senden lassen?</translation>
    </message>
    <message>
        <source>Grant ten minutes</source>
        <translation>Zehn Minuten gewähren</translation>
    </message>
    <message>
        <source>By everybody who may replay. The ledger keeps who granted it, and why.</source>
        <translation>Von allen, die Replays ausführen dürfen. Das Protokoll hält fest, wer es gewährt hat und warum.</translation>
    </message>
    <message>
        <source>Production was not granted</source>
        <translation>Die Produktion wurde nicht freigegeben</translation>
    </message>
    <message>
        <source>“%1” is granted</source>
        <translation>„%1“ ist freigegeben</translation>
    </message>
    <message>
        <source>Run the replay within ten minutes.</source>
        <translation>Führen Sie das Replay innerhalb von zehn Minuten aus.</translation>
    </message>
    <message>
        <source>nothing more was sent</source>
        <translation>mehr wurde nicht gesendet</translation>
    </message>
</context>
<context>
    <name>RequestLog</name>
    <message>
        <source>This request is no longer in the log.</source>
        <translation>Diese Anfrage steht nicht mehr im Protokoll.</translation>
    </message>
</context>
<context>
    <name>RequestPane</name>
    <message>
        <source>Nothing has come yet. Start the traffic, run a scenario, or send one yourself.</source>
        <translation>Noch ist nichts gekommen. Starten Sie den Verkehr oder ein Szenario, oder senden Sie selbst etwas.</translation>
    </message>
    <message>
        <source>Requests as they come</source>
        <translation>Anfragen live</translation>
    </message>
    <message>
        <source>Ingest</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What comes meanwhile is kept and shown afterwards</source>
        <translation>Was unterdessen kommt, wird aufbewahrt und danach gezeigt</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>The list is held. What comes is kept, and shown when you press Hold again.</source>
        <translation>Die Liste ist angehalten. Was kommt, wird aufbewahrt und gezeigt, sobald Sie wieder „Anhalten“ drücken.</translation>
    </message>
    <message>
        <source>What has come is hidden: tick Ingest or Deliveries above.</source>
        <translation>Was gekommen ist, ist ausgeblendet: Haken Sie oben „Eingang“ oder „Zustellungen“ an.</translation>
    </message>
    <message>
        <source>Nothing has come since the list was cleared.</source>
        <translation>Seit dem Leeren der Liste ist nichts gekommen.</translation>
    </message>
    <message>
        <source>Hold the requests</source>
        <translation>Anfragen anhalten</translation>
    </message>
    <message>
        <source>Go on showing requests</source>
        <translation>Anfragen wieder zeigen</translation>
    </message>
    <message>
        <source>Clear the requests</source>
        <translation>Anfragen leeren</translation>
    </message>
    <message>
        <source>Next request</source>
        <translation>Nächste Anfrage</translation>
    </message>
    <message>
        <source>Previous request</source>
        <translation>Vorige Anfrage</translation>
    </message>
    <message>
        <source>Open its event</source>
        <translation>Ihr Ereignis öffnen</translation>
    </message>
    <message>
        <source>Follow again</source>
        <translation>Wieder folgen</translation>
    </message>
    <message>
        <source>Newest request</source>
        <translation>Neueste Anfrage</translation>
    </message>
    <message>
        <source>Copy the request</source>
        <translation>Anfrage kopieren</translation>
    </message>
</context>
<context>
    <name>RequestView</name>
    <message>
        <source>Body of the request</source>
        <translation>Inhalt der Anfrage</translation>
    </message>
    <message>
        <source>As it would be sent now: %1</source>
        <translation>Wie sie jetzt gesendet würde: %1</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>Erhalten</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>What differed</source>
        <translation>Was anders war</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>as predicted</source>
        <translation>wie vorhergesagt</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>anders</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>will be accepted</source>
        <translation>wird angenommen</translation>
    </message>
    <message>
        <source>will be a duplicate</source>
        <translation>wird ein Duplikat</translation>
    </message>
    <message>
        <source>will be refused</source>
        <translation>wird abgelehnt</translation>
    </message>
    <message>
        <source>will not be sent</source>
        <translation>wird nicht gesendet</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Unlike</source>
        <translation>Anders</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Events of the replay</source>
        <translation>Ereignisse der Wiederholung</translation>
    </message>
    <message>
        <source>No event is shown.</source>
        <translation>Kein Ereignis gezeigt.</translation>
    </message>
    <message>
        <source>How the answer is unlike what was expected</source>
        <translation>Worin die Antwort vom Erwarteten abweicht</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Geantwortet</translation>
    </message>
    <message>
        <source>Run the one again</source>
        <translation>Das eine erneut senden</translation>
    </message>
    <message>
        <source>Run the %1 again</source>
        <translation>Die %1 erneut senden</translation>
    </message>
    <message>
        <source>Select an event to see what it was answered.</source>
        <translation>Wählen Sie ein Ereignis, um die Antwort zu sehen.</translation>
    </message>
    <message>
        <source>There is no answer.</source>
        <translation>Es gibt keine Antwort.</translation>
    </message>
    <message>
        <source>The answer has all that was expected.</source>
        <translation>Die Antwort hat alles, was erwartet wurde.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Canonical event</source>
        <translation>Kanonisches Ereignis</translation>
    </message>
    <message>
        <source>Request sent</source>
        <translation>Gesendete Anfrage</translation>
    </message>
    <message>
        <source>Send the one that is left</source>
        <translation>Das verbliebene senden</translation>
    </message>
    <message>
        <source>Send the %1 that are left</source>
        <translation>Die %1 verbliebenen senden</translation>
    </message>
    <message>
        <source>It was not sent, so the target has made nothing of it.</source>
        <translation>Es wurde nicht gesendet, also hat das Ziel nichts daraus gemacht.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Liest…</translation>
    </message>
    <message>
        <source>To “%1”</source>
        <translation>An „%1“</translation>
    </message>
    <message>
        <source>The target that it was sent to is not there any more, or is another one now.</source>
        <translation>Das Ziel, an das gesendet wurde, gibt es nicht mehr, oder es ist jetzt ein anderes.</translation>
    </message>
    <message>
        <source>It was sent to “%1”: choose that target, as it was then.</source>
        <translation>Gesendet wurde an „%1“: Wählen Sie dieses Ziel, so wie es damals war.</translation>
    </message>
</context>
<context>
    <name>RetentionDialog</name>
    <message>
        <source>Events, with all that belongs to them</source>
        <translation>Ereignisse, mit allem, was zu ihnen gehört</translation>
    </message>
    <message>
        <source>Payloads and headers</source>
        <translation>Inhalte und Header</translation>
    </message>
    <message>
        <source>Jobs, with their deliveries</source>
        <translation>Jobs, mit ihren Zustellungen</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Dead Letters</translation>
    </message>
    <message>
        <source>Refused requests</source>
        <translation>Abgelehnte Anfragen</translation>
    </message>
    <message>
        <source>Uses of secrets, by minute</source>
        <translation>Verwendungen von Geheimnissen, je Minute</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>bleibt</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Reason (needed), for the ledger</source>
        <translation>Grund (nötig), für das Protokoll</translation>
    </message>
    <message>
        <source>Count what would go</source>
        <translation>Zählen, was ginge</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Personal data is masked here (masking is %1).</source>
        <translation>Personenbezogene Daten sind hier maskiert (Maskierung: %1).</translation>
    </message>
    <message>
        <source>Personal data is shown here (masking is %1).</source>
        <translation>Personenbezogene Daten werden hier gezeigt (Maskierung: %1).</translation>
    </message>
    <message>
        <source>nothing would go now</source>
        <translation>jetzt ginge nichts</translation>
    </message>
    <message>
        <source>%1 would go now, about %2</source>
        <translation>jetzt gingen %1, etwa %2</translation>
    </message>
    <message>
        <source>You may look, not change: your role lacks the capability retention.</source>
        <translation>Sie dürfen ansehen, nicht ändern: Ihrer Rolle fehlt die Fähigkeit retention.</translation>
    </message>
    <message>
        <source>Count first what would go.</source>
        <translation>Erst zählen, was ginge.</translation>
    </message>
</context>
<context>
    <name>RotateDialog</name>
    <message>
        <source>Rotate</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>The first one of a tenant makes the tenant known.</source>
        <translation>Das erste eines Mandanten macht den Mandanten bekannt.</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>der Anbieter</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Make a new secret here; it is shown once</source>
        <translation>Hier ein neues Secret erzeugen; es wird einmal angezeigt</translation>
    </message>
    <message>
        <source>Paste the one that %1 made</source>
        <translation>Das einfügen, das %1 erzeugt hat</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>none: the old one is refused at once</source>
        <translation>keine: das alte wird sofort abgewiesen</translation>
    </message>
    <message>
        <source>Both are valid for (0 to 7 days)</source>
        <translation>So lange gelten beide (0 bis 7 Tage)</translation>
    </message>
</context>
<context>
    <name>RotateKeyDialog</name>
    <message>
        <source>Rotate</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>JWT key</source>
        <translation>JWT-Schlüssel</translation>
    </message>
    <message>
        <source>The bridge signs with the new one, and the former one is still accepted meanwhile.</source>
        <translation>Die Bridge signiert mit dem neuen, und der frühere wird unterdessen noch angenommen.</translation>
    </message>
    <message>
        <source>Paste the public half of a pair that the site made</source>
        <translation>Die öffentliche Hälfte eines Paars einfügen, das die Website erzeugt hat</translation>
    </message>
    <message>
        <source>none: the old one is refused at once</source>
        <translation>keine: Der alte wird sofort abgewiesen</translation>
    </message>
    <message>
        <source>Both are valid for (0 to 7 days)</source>
        <translation>So lange gelten beide (0 bis 7 Tage)</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithmus</translation>
    </message>
    <message>
        <source>Make a pair here; its private half is shown once</source>
        <translation>Hier ein Paar erzeugen; seine private Hälfte wird einmal gezeigt</translation>
    </message>
    <message>
        <source>Public half (PEM)</source>
        <translation>Öffentliche Hälfte (PEM)</translation>
    </message>
    <message>
        <source>Issuer (iss): the site&apos;s URL</source>
        <translation>Aussteller (iss): die URL der Website</translation>
    </message>
    <message>
        <source>Audience (aud)</source>
        <translation>Empfänger (aud)</translation>
    </message>
    <message>
        <source>This is the private half. It stays with the site; the gateway takes the public one.</source>
        <translation>Das ist die private Hälfte. Sie bleibt bei der Website; das Gateway nimmt die öffentliche.</translation>
    </message>
    <message>
        <source>This is larger than any public key.</source>
        <translation>Das ist größer als jeder öffentliche Schlüssel.</translation>
    </message>
    <message>
        <source>What tokens must name (as for the active key; the first one needs both)</source>
        <translation>Was Tokens nennen müssen (wie beim aktiven Schlüssel; der erste braucht beides)</translation>
    </message>
</context>
<context>
    <name>RotateSigningDialog</name>
    <message>
        <source>Rotate</source>
        <translation>Rotieren</translation>
    </message>
    <message>
        <source>signing secret</source>
        <translation>Signaturgeheimnis</translation>
    </message>
    <message>
        <source>The receiver accepts the new one and the old one</source>
        <translation>Der Empfänger nimmt das neue und das alte an</translation>
    </message>
    <message>
        <source>A new secret was made. Copy it to the receiver now: in WordPress it becomes the gateway&apos;s secret, and the old one its previous secret.</source>
        <translation>Ein neues Geheimnis ist gemacht. Kopieren Sie es jetzt zum Empfänger: in WordPress wird es das Geheimnis des Gateways, und das alte dessen voriges Geheimnis.</translation>
    </message>
    <message>
        <source>Copy the new secret</source>
        <translation>Das neue Geheimnis kopieren</translation>
    </message>
    <message>
        <source>The old one is kept for a way back for</source>
        <translation>Das alte bleibt für einen Rückweg erhalten</translation>
    </message>
</context>
<context>
    <name>RotatingDelegate</name>
    <message>
        <source>rotating</source>
        <translation>wechselt</translation>
    </message>
</context>
<context>
    <name>RotationTab</name>
    <message>
        <source>Rotate…</source>
        <translation>Wechseln …</translation>
    </message>
    <message>
        <source>Send test event</source>
        <translation>Testereignis senden</translation>
    </message>
    <message>
        <source>Extend…</source>
        <translation>Verlängern …</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücknehmen …</translation>
    </message>
    <message>
        <source>Retire now…</source>
        <translation>Jetzt ablösen …</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>The gateway did not do that</source>
        <translation>Das Gateway hat das nicht getan</translation>
    </message>
    <message>
        <source>Facts about the rotation</source>
        <translation>Tatsachen zum Wechsel</translation>
    </message>
    <message>
        <source>What the versions signed</source>
        <translation>Was die Versionen signiert haben</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Signiert</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Requests per minute, by version that signed them</source>
        <translation>Anfragen je Minute, nach signierender Version</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>This cannot be read now</source>
        <translation>Das kann gerade nicht gelesen werden</translation>
    </message>
    <message>
        <source>The gateway has not answered yet.</source>
        <translation>Das Gateway hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>Test event, %1: %2</source>
        <translation>Testereignis, %1: %2</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>Signed requests</source>
        <translation>Signierte Anfragen</translation>
    </message>
    <message>
        <source>In the last 6 h</source>
        <translation>In den letzten 6 h</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Retire version %1 now…</source>
        <translation>Version %1 jetzt ablösen …</translation>
    </message>
    <message>
        <source>A rotation is under way: only two versions can be valid. Retire the former one or roll back first.</source>
        <translation>Ein Wechsel läuft: Nur zwei Versionen können gelten. Lösen Sie erst die frühere ab oder nehmen Sie den Wechsel zurück.</translation>
    </message>
    <message>
        <source>No version is valid.</source>
        <translation>Keine Version gilt.</translation>
    </message>
    <message>
        <source>There is no rotation under way.</source>
        <translation>Es läuft kein Wechsel.</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>Verlängern</translation>
    </message>
    <message>
        <source>overlap</source>
        <translation>Überlappung</translation>
    </message>
    <message>
        <source>Both are valid from now on for (up to 7 days)</source>
        <translation>So lange gelten ab jetzt beide (bis 7 Tage)</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>Version %1 is active again at once; version %2 stays valid until it is retired.</source>
        <translation>Version %1 ist sofort wieder aktiv; Version %2 gilt, bis sie abgelöst wird.</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>Ablösen</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Version %1 is refused from now on.</source>
        <translation>Version %1 wird ab jetzt abgewiesen.</translation>
    </message>
    <message>
        <source>%1, %2, version %3</source>
        <translation>%1, %2, Version %3</translation>
    </message>
</context>
<context>
    <name>RowCommands</name>
    <message>
        <source>Select a row first.</source>
        <translation>Zuerst eine Zeile wählen.</translation>
    </message>
    <message>
        <source>%1 is not possible here</source>
        <translation>%1 ist hier nicht möglich</translation>
    </message>
</context>
<context>
    <name>RunbookView</name>
    <message>
        <source>Runbook: %1</source>
        <translation>Anleitung: %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>a numbered step</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>If it goes wrong</source>
        <translation>Wenn es schiefgeht</translation>
    </message>
    <message>
        <source>Roll back makes the former version active again at once. The newer one stays valid until you retire it.</source>
        <translation>Zurücknehmen macht die frühere Version sofort wieder aktiv. Die neuere gilt, bis Sie sie ablösen.</translation>
    </message>
    <message>
        <source>Every step is in the ledger.</source>
        <translation>Jeder Schritt steht im Protokoll.</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>Give the view a name.</source>
        <translation>Die Ansicht braucht einen Namen.</translation>
    </message>
    <message>
        <source>The name is too long: it may have %1 characters.</source>
        <translation>Der Name ist zu lang: Er darf %1 Zeichen haben.</translation>
    </message>
    <message>
        <source>There is a view of that name. Take another one.</source>
        <translation>Eine Ansicht mit diesem Namen gibt es schon. Bitte einen anderen wählen.</translation>
    </message>
    <message>
        <source>There are %1 views already. Delete one first.</source>
        <translation>Es gibt schon %1 Ansichten. Zuerst eine löschen.</translation>
    </message>
    <message>
        <source>The filter is too large to be kept. Take some values out.</source>
        <translation>Der Filter ist zu groß, um behalten zu werden. Einige Werte herausnehmen.</translation>
    </message>
    <message>
        <source>This view has been deleted.</source>
        <translation>Diese Ansicht wurde gelöscht.</translation>
    </message>
</context>
<context>
    <name>ScenarioCard</name>
    <message>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
</context>
<context>
    <name>ScenarioRow</name>
    <message>
        <source>%1; %2 s left</source>
        <translation>%1; noch %2 s</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop: %1</source>
        <translation>Beenden: %1</translation>
    </message>
    <message>
        <source>Run: %1</source>
        <translation>Starten: %1</translation>
    </message>
    <message>
        <source>Stop the scenario: %1</source>
        <translation>Szenario beenden: %1</translation>
    </message>
    <message>
        <source>Run the scenario: %1</source>
        <translation>Szenario starten: %1</translation>
    </message>
</context>
<context>
    <name>SealedText</name>
    <message>
        <source>The credential file is locked. Enter its passphrase.</source>
        <translation>Die Datei der Zugangsdaten ist gesperrt. Geben Sie ihre Passphrase ein.</translation>
    </message>
    <message>
        <source>The credential file %1 is damaged. Move it away, and enter the tokens and passwords of the connections again.</source>
        <translation>Die Datei der Zugangsdaten %1 ist beschädigt. Räumen Sie sie weg, und geben Sie Tokens und Passwörter der Verbindungen neu ein.</translation>
    </message>
    <message>
        <source>kept in a file sealed with your passphrase</source>
        <translation>in einer Datei, die Ihre Passphrase versiegelt</translation>
    </message>
    <message>
        <source>The credential file %1 cannot be written: %2</source>
        <translation>Die Datei der Zugangsdaten %1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>This is not the passphrase of the credential file. Try again.</source>
        <translation>Das ist nicht die Passphrase der Datei der Zugangsdaten. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The credential file has nothing for this connection. Enter it in the connection again.</source>
        <translation>Die Datei der Zugangsdaten hat nichts für diese Verbindung. Geben Sie es in der Verbindung neu ein.</translation>
    </message>
    <message>
        <source>Another window has begun the credential file %1 meanwhile, with a passphrase of its own. Open this window again.</source>
        <translation>Ein anderes Fenster hat die Datei %1 mit den Zugangsdaten inzwischen mit eigener Passphrase begonnen. Öffnen Sie dieses Fenster neu.</translation>
    </message>
    <message>
        <source>Another window is writing the credential file %1. Try again in a moment.</source>
        <translation>Ein anderes Fenster schreibt gerade die Datei %1 mit den Zugangsdaten. Versuchen Sie es gleich erneut.</translation>
    </message>
    <message>
        <source>The credential file %1 cannot be written. Look at the rights of its folder.</source>
        <translation>Die Datei der Zugangsdaten %1 kann nicht geschrieben werden. Prüfen Sie die Rechte ihres Ordners.</translation>
    </message>
</context>
<context>
    <name>SeedText</name>
    <message>
        <source>%1 of %2 events, %3 a second, %4 s to go</source>
        <translation>%1 von %2 Ereignissen, %3 je Sekunde, noch %4 s</translation>
    </message>
    <message>
        <source>It was stopped before all events were made. What is there is whole; add more with --add.</source>
        <translation>Es wurde angehalten, bevor alle Ereignisse gemacht waren. Was da ist, ist vollständig; weitere kommen mit --add dazu.</translation>
    </message>
    <message>
        <source>%1 events are copied, %2 a second; their indexes are being made</source>
        <translation>%1 Ereignisse sind kopiert, %2 in der Sekunde; ihre Indizes werden gebaut</translation>
    </message>
</context>
<context>
    <name>Seeder</name>
    <message>
        <source>This is a database of production, where made-up events have no place. Choose another database.</source>
        <translation>Dies ist eine Produktionsdatenbank, in der erfundene Ereignisse nichts zu suchen haben. Wählen Sie eine andere Datenbank.</translation>
    </message>
    <message>
        <source>The database has events already, and made-up ones cannot be told from them at a glance. Choose an empty database, or add --add if it is meant.</source>
        <translation>Die Datenbank hat schon Ereignisse, und erfundene sind von ihnen nicht auf einen Blick zu unterscheiden. Wählen Sie eine leere Datenbank, oder fügen Sie --add hinzu, wenn es so gemeint ist.</translation>
    </message>
    <message>
        <source>So many events cannot be made. Ask for 1 to %1.</source>
        <translation>So viele Ereignisse können nicht gemacht werden. Verlangen Sie 1 bis %1.</translation>
    </message>
    <message>
        <source>A history is 1 to %1 days long. Choose another length.</source>
        <translation>Eine Vorgeschichte ist 1 bis %1 Tage lang. Wählen Sie eine andere Länge.</translation>
    </message>
</context>
<context>
    <name>SelectionFlow</name>
    <message>
        <source>Copy the selected rows</source>
        <translation>Ausgewählte Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copied the row</source>
        <translation>Zeile kopiert</translation>
    </message>
    <message>
        <source>Copied %1 rows</source>
        <translation>%1 Zeilen kopiert</translation>
    </message>
    <message>
        <source>No more than %1 rows can be selected</source>
        <translation>Mehr als %1 Zeilen können nicht ausgewählt werden</translation>
    </message>
    <message>
        <source>The selection stays as it was. Export takes all that the filter lets through, however many.</source>
        <translation>Die Auswahl bleibt, wie sie war. Der Export nimmt alles, was der Filter durchlässt, wie viel es auch ist.</translation>
    </message>
    <message>
        <source>The range begins here: its first row is not loaded any more</source>
        <translation>Der Bereich beginnt hier: seine erste Zeile ist nicht mehr geladen</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>The rows were not copied</source>
        <translation>Die Zeilen wurden nicht kopiert</translation>
    </message>
</context>
<context>
    <name>Serve</name>
    <message>
        <source>%1 can be reached from other machines. If that is meant, add --allow-remote; else listen on 127.0.0.1.</source>
        <translation>%1 ist von anderen Rechnern erreichbar. Ist das gewollt, ergänzen Sie --allow-remote; sonst lauschen Sie auf 127.0.0.1.</translation>
    </message>
</context>
<context>
    <name>ServerText</name>
    <message>
        <source>Port %1 on %2 is taken by another program. Stop it, or choose another port with --listen.</source>
        <translation>Port %1 auf %2 ist von einem anderen Programm belegt. Beenden Sie es, oder wählen Sie mit --listen einen anderen Port.</translation>
    </message>
    <message>
        <source>Port %1 may not be opened by this user. Choose a port from 1024 on with --listen.</source>
        <translation>Port %1 darf dieser Benutzer nicht öffnen. Wählen Sie mit --listen einen Port ab 1024.</translation>
    </message>
    <message>
        <source>%1 is not an address of this machine. Choose one that is with --listen, 127.0.0.1 for instance.</source>
        <translation>%1 ist keine Adresse dieses Rechners. Wählen Sie mit --listen eine, die es ist, zum Beispiel 127.0.0.1.</translation>
    </message>
    <message>
        <source>Port %1 on %2 could not be opened: %3.</source>
        <translation>Port %1 auf %2 konnte nicht geöffnet werden: %3.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an IP address to listen on. Use one like 127.0.0.1 or [::1].</source>
        <translation>„%1“ ist keine IP-Adresse, auf der gelauscht werden kann. Verwenden Sie eine wie 127.0.0.1 oder [::1].</translation>
    </message>
    <message>
        <source>No thread could be started.</source>
        <translation>Es konnte kein Thread gestartet werden.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>It is known once there is a target.</source>
        <translation>Das ist bekannt, sobald es ein Ziel gibt.</translation>
    </message>
    <message>
        <source>It was stopped before anything was sent.</source>
        <translation>Es wurde angehalten, bevor etwas gesendet wurde.</translation>
    </message>
</context>
<context>
    <name>ShortcutOverview</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1, view of %2</source>
        <translation>%1, Ansicht von %2</translation>
    </message>
</context>
<context>
    <name>SidebarFoot</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>SignatureReport</name>
    <message>
        <source>Next: %1</source>
        <translation>Nächster Schritt: %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Not shown: it is forgotten a day after the refusal, and only who may read payloads sees it.</source>
        <translation>Nicht gezeigt: Er wird einen Tag nach der Ablehnung vergessen, und nur wer Nutzdaten lesen darf, sieht ihn.</translation>
    </message>
    <message>
        <source>What was checked, in order</source>
        <translation>Was geprüft wurde, der Reihe nach</translation>
    </message>
    <message>
        <source>Secrets tried</source>
        <translation>Versuchte Geheimnisse</translation>
    </message>
    <message>
        <source>Signed text, as it arrived</source>
        <translation>Signierter Text, wie er ankam</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all of it as text</source>
        <translation>Alles als Text kopieren</translation>
    </message>
</context>
<context>
    <name>SignatureTab</name>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>The signature is valid</source>
        <translation>Die Signatur ist gültig</translation>
    </message>
    <message>
        <source>It was checked when the request came, %1.</source>
        <translation>Sie wurde geprüft, als die Anfrage kam, %1.</translation>
    </message>
    <message>
        <source>Scheme %1: %2 matched the HMAC-SHA256 of %3 when the request came, %4.</source>
        <translation>Schema %1: %2 passte zum HMAC-SHA256 über %3, als die Anfrage kam, %4.</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Abgelehnt: %1</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>There is no explanation: of refused signatures the first 20 a minute of a source are explained, and this one came after them.
Next: look at an earlier refusal of the same minute, or let the sender send it once more.</source>
        <translation>Es gibt keine Erklärung: Von den abgelehnten Signaturen einer Quelle werden die ersten 20 in der Minute erklärt, und diese kam danach.
Nächster Schritt: Sehen Sie eine frühere Ablehnung derselben Minute an, oder lassen Sie den Absender noch einmal senden.</translation>
    </message>
    <message>
        <source>There is no explanation of the signature, because it was not what the request was refused for.
Next: mend what is said above, then let the sender send it once more.</source>
        <translation>Es gibt keine Erklärung der Signatur, weil die Anfrage nicht ihretwegen abgelehnt wurde.
Nächster Schritt: Beheben Sie, was oben steht, und lassen Sie den Absender dann noch einmal senden.</translation>
    </message>
    <message>
        <source>There is no explanation: this gateway does not store any.
Next: compare the headers with what the provider&apos;s documentation says, and the secret on both sides.</source>
        <translation>Es gibt keine Erklärung: Dieses Gateway speichert keine.
Nächster Schritt: Vergleichen Sie die Header mit dem, was die Dokumentation des Anbieters sagt, und das Geheimnis auf beiden Seiten.</translation>
    </message>
    <message>
        <source>The explanation is not for this token: it goes through the secrets of all tenants, and the token is limited to some.
Next: let somebody look whose token is not limited.</source>
        <translation>Die Erklärung ist nicht für dieses Token: Sie geht die Geheimnisse aller Mandanten durch, und das Token ist auf einige beschränkt.
Weiter: Lassen Sie jemanden nachsehen, dessen Token nicht beschränkt ist.</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>The body is masked, so its signature would match nothing. Verify again looks at the bytes that are stored.</source>
        <translation>Der Body ist maskiert, also würde seine Signatur zu nichts passen. „Erneut prüfen“ sieht die gespeicherten Bytes an.</translation>
    </message>
    <message>
        <source>Verified again at %1 with the secrets that are stored now, as of the time when it was received.</source>
        <translation>Erneut geprüft um %1 mit den jetzt gespeicherten Geheimnissen, zum Zeitpunkt des Empfangs.</translation>
    </message>
    <message>
        <source>It could not be verified again at %1. %2</source>
        <translation>Um %1 war keine erneute Prüfung möglich. %2</translation>
    </message>
    <message>
        <source>The gateway&apos;s answer is no explanation.</source>
        <translation>Die Antwort des Gateways ist keine Erklärung.</translation>
    </message>
    <message>
        <source>Workbench</source>
        <translation>Werkbank</translation>
    </message>
    <message>
        <source>Open this message in the signature workbench</source>
        <translation>Diese Nachricht in der Signatur-Werkbank öffnen</translation>
    </message>
</context>
<context>
    <name>SignedCurlDialog</name>
    <message>
        <source>Copy as curl, signed now</source>
        <translation>Als curl kopieren, jetzt signiert</translation>
    </message>
    <message>
        <source>The request is signed as %1 signs, with the time of now. The secret is used here and now only: it is not in the command, and not kept.</source>
        <translation>Die Anfrage wird so signiert, wie %1 signiert, mit der jetzigen Zeit. Das Geheimnis wird nur hier und jetzt verwendet: Es steht nicht im Befehl und wird nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>This is no secret of %1: no key can be made of it.</source>
        <translation>Das ist kein Geheimnis von %1: Daraus lässt sich kein Schlüssel machen.</translation>
    </message>
    <message>
        <source>kept in memory only</source>
        <translation>nur im Speicher gehalten</translation>
    </message>
</context>
<context>
    <name>SigningTab</name>
    <message>
        <source>The receiver refuses the new signing secret. Roll back, or let it accept both.</source>
        <translation>Der Empfänger lehnt das neue Signaturgeheimnis ab. Rollen Sie zurück, oder lassen Sie ihn beide annehmen.</translation>
    </message>
    <message>
        <source>No delivery was taken since the rotation: wait for one before you take the former secret away at the receiver.</source>
        <translation>Seit der Rotation wurde keine Zustellung angenommen: Warten Sie auf eine, bevor Sie das bisherige Geheimnis beim Empfänger wegnehmen.</translation>
    </message>
    <message>
        <source>The receiver accepts the new signing secret: the former one can be taken away there and ended here.</source>
        <translation>Der Empfänger nimmt das neue Signaturgeheimnis an: Das bisherige kann dort weggenommen und hier beendet werden.</translation>
    </message>
    <message>
        <source>One signing secret is in use; none is being replaced.</source>
        <translation>Ein Signaturgeheimnis ist in Gebrauch; keines wird ersetzt.</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Signed so since</source>
        <translation>So signiert seit</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Refused (401, 403)</source>
        <translation>Abgelehnt (401, 403)</translation>
    </message>
    <message>
        <source>Failed otherwise</source>
        <translation>Sonst fehlgeschlagen</translation>
    </message>
    <message>
        <source>Last taken</source>
        <translation>Zuletzt angenommen</translation>
    </message>
    <message>
        <source>Last refused</source>
        <translation>Zuletzt abgelehnt</translation>
    </message>
    <message>
        <source>Former secret kept until</source>
        <translation>Bisheriges bleibt bis</translation>
    </message>
</context>
<context>
    <name>SimulatorText</name>
    <message>
        <source>NAME=RATE, a second from that source; may be repeated</source>
        <translation>NAME=RATE je Sekunde aus dieser Quelle; darf mehrmals stehen</translation>
    </message>
    <message>
        <source>Send signed webhooks, or stop</source>
        <translation>Signierte Webhooks senden oder damit aufhören</translation>
    </message>
    <message>
        <source>So many a second</source>
        <translation>So viele je Sekunde</translation>
    </message>
    <message>
        <source>So many at once</source>
        <translation>So viele auf einmal</translation>
    </message>
    <message>
        <source>Send no more</source>
        <translation>Keine mehr senden</translation>
    </message>
    <message>
        <source>In bursts of so many</source>
        <translation>In Schüben von so vielen</translation>
    </message>
    <message>
        <source>Share that is refused</source>
        <translation>Anteil, der abgewiesen wird</translation>
    </message>
    <message>
        <source>Share that was sent before</source>
        <translation>Anteil, der schon einmal gesendet wurde</translation>
    </message>
    <message>
        <source>Share whose delivery fails</source>
        <translation>Anteil, dessen Zustellung fehlschlägt</translation>
    </message>
    <message>
        <source>Seconds that the senders&apos; clocks are ahead</source>
        <translation>Sekunden, die die Uhren der Absender vorgehen</translation>
    </message>
    <message>
        <source>How the stand-in for WordPress answers from now on</source>
        <translation>Wie der WordPress-Ersatz ab jetzt antwortet</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was er tut</translation>
    </message>
    <message>
        <source>HTTP status of what fails</source>
        <translation>HTTP-Status dessen, was fehlschlägt</translation>
    </message>
    <message>
        <source>Share that fails although it accepts</source>
        <translation>Anteil, der fehlschlägt, obwohl er annimmt</translation>
    </message>
    <message>
        <source>Milliseconds before an answer</source>
        <translation>Millisekunden vor einer Antwort</translation>
    </message>
    <message>
        <source>Retry-After of what fails</source>
        <translation>Retry-After dessen, was fehlschlägt</translation>
    </message>
    <message>
        <source>Seconds; then it accepts again</source>
        <translation>Sekunden; dann nimmt er wieder an</translation>
    </message>
    <message>
        <source>List what can be played</source>
        <translation>Auflisten, was gespielt werden kann</translation>
    </message>
    <message>
        <source>Play a scenario; another one ends</source>
        <translation>Ein Szenario spielen; ein anderes endet</translation>
    </message>
    <message>
        <source>As `simulator scenarios` lists it</source>
        <translation>Wie `simulator scenarios` es auflistet</translation>
    </message>
    <message>
        <source>End the scenario that plays</source>
        <translation>Das laufende Szenario beenden</translation>
    </message>
    <message>
        <source>Not shown, since they came too fast: %1</source>
        <translation>Nicht gezeigt, weil sie zu schnell kamen: %1</translation>
    </message>
    <message>
        <source>The last requests, oldest first</source>
        <translation>Die letzten Anfragen, älteste zuerst</translation>
    </message>
    <message>
        <source>Go on with what comes, until Ctrl+C</source>
        <translation>Mit dem weitermachen, was kommt, bis Strg+C</translation>
    </message>
    <message>
        <source>Traffic and faults of a local gateway</source>
        <translation>Verkehr und Fehler eines lokalen Gateways</translation>
    </message>
    <message>
        <source>The stand-in, the traffic and the scenario</source>
        <translation>Der WordPress-Ersatz, der Verkehr und das Szenario</translation>
    </message>
    <message>
        <source>Begin with at most so many</source>
        <translation>Mit höchstens so vielen beginnen</translation>
    </message>
    <message>
        <source>is NAME=RATE, each name once: stripe=20</source>
        <translation>ist NAME=RATE, jeder Name einmal: stripe=20</translation>
    </message>
</context>
<context>
    <name>SortFlow</name>
    <message>
        <source>Sort by time</source>
        <translation>Nach Zeit sortieren</translation>
    </message>
    <message>
        <source>Sort by %1</source>
        <translation>Nach %1 sortieren</translation>
    </message>
    <message>
        <source>This list cannot be sorted by this column</source>
        <translation>Nach dieser Spalte kann diese Liste nicht sortiert werden</translation>
    </message>
    <message>
        <source>The list was not sorted</source>
        <translation>Die Liste wurde nicht sortiert</translation>
    </message>
    <message>
        <source>Sorting by “%1” has no index</source>
        <translation>Für die Sortierung nach „%1“ gibt es keinen Index</translation>
    </message>
    <message>
        <source>The database reads about %1 rows and sorts them, before the first is shown and for each further page.</source>
        <translation>Die Datenbank liest etwa %1 Zeilen und sortiert sie, bevor die erste gezeigt wird und für jede weitere Seite.</translation>
    </message>
    <message>
        <source>The database reads rows and sorts them, before the first is shown and for each further page. How many is not known before.</source>
        <translation>Die Datenbank liest Zeilen und sortiert sie, bevor die erste gezeigt wird und für jede weitere Seite. Wie viele, ist vorher nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>StandInCard</name>
    <message>
        <source>accepts</source>
        <translation>nimmt an</translation>
    </message>
    <message>
        <source>hangs</source>
        <translation>hängt</translation>
    </message>
    <message>
        <source>closes without an answer</source>
        <translation>schließt ohne Antwort</translation>
    </message>
    <message>
        <source>resets the connection</source>
        <translation>setzt die Verbindung zurück</translation>
    </message>
    <message>
        <source>cuts its answer off</source>
        <translation>bricht die Antwort ab</translation>
    </message>
    <message>
        <source>answers %1</source>
        <translation>antwortet %1</translation>
    </message>
    <message>
        <source>WordPress stand-in</source>
        <translation>WordPress-Ersatz</translation>
    </message>
    <message>
        <source> ms</source>
        <comment>milliseconds</comment>
        <translation> ms</translation>
    </message>
    <message>
        <source>none</source>
        <comment>delay</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>ohne Ende</translation>
    </message>
    <message>
        <source>none</source>
        <comment>Retry-After</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>Afterwards it accepts again</source>
        <translation>Danach nimmt er wieder an</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>%1; %2 s left</source>
        <translation>%1; noch %2 s</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Starting – Gatehouse</source>
        <translation>Start – Gatehouse</translation>
    </message>
    <message>
        <source>The console could not start.</source>
        <translation>Die Konsole konnte nicht starten.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Verbindungen …</translation>
    </message>
    <message>
        <source>Passphrase of the secrets</source>
        <translation>Passphrase der Geheimnisse</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>The secrets of the connections are sealed.</source>
        <translation>Die Geheimnisse der Verbindungen sind versiegelt.</translation>
    </message>
    <message>
        <source>Unlocking the secrets</source>
        <translation>Geheimnisse werden entsperrt</translation>
    </message>
</context>
<context>
    <name>StartupReport</name>
    <message>
        <source>The window had no rows to show within %1 s: the database is empty, or does not answer.</source>
        <translation>Das Fenster hatte nach %1 s keine Zeilen zu zeigen: Die Datenbank ist leer oder antwortet nicht.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Postgres</source>
        <translation>Postgres</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Times in %1</source>
        <translation>Zeiten in %1</translation>
    </message>
    <message>
        <source>Show times as this machine&apos;s clock has them</source>
        <translation>Zeiten nach der Uhr dieses Rechners zeigen</translation>
    </message>
    <message>
        <source>Show times in UTC</source>
        <translation>Zeiten in UTC zeigen</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
    <message>
        <source>Steps of the rotation</source>
        <translation>Schritte des Wechsels</translation>
    </message>
</context>
<context>
    <name>SummaryTab</name>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
</context>
<context>
    <name>TargetCard</name>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>This target cannot be used</source>
        <translation>Dieses Ziel ist nicht benutzbar</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>target, environment</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation>Noch kein Ziel</translation>
    </message>
    <message>
        <source>Events go to saved targets alone.</source>
        <translation>Ereignisse gehen nur an gespeicherte Ziele.</translation>
    </message>
    <message>
        <source>Add a target…</source>
        <translation>Ziel hinzufügen…</translation>
    </message>
    <message>
        <source>Change “%1”…</source>
        <translation>„%1“ ändern…</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>„%1“ entfernen</translation>
    </message>
    <message>
        <source>The target was not saved</source>
        <translation>Das Ziel wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>There is a target “%1” already.</source>
        <translation>Es gibt schon ein Ziel „%1“.</translation>
    </message>
    <message>
        <source>The signing secret was not kept</source>
        <translation>Das Signaturgeheimnis wurde nicht aufbewahrt</translation>
    </message>
    <message>
        <source>The target was not removed</source>
        <translation>Das Ziel wurde nicht entfernt</translation>
    </message>
    <message>
        <source>Remove the target “%1”?</source>
        <translation>Das Ziel „%1“ entfernen?</translation>
    </message>
    <message>
        <source>The signing secrets that are kept for it go with it.</source>
        <translation>Die Signaturgeheimnisse, die dafür aufbewahrt werden, gehen mit verloren.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>TargetDialog</name>
    <message>
        <source>Add a target</source>
        <translation>Ziel hinzufügen</translation>
    </message>
    <message>
        <source>Change a target</source>
        <translation>Ziel ändern</translation>
    </message>
    <message>
        <source>Where may events be sent again?</source>
        <translation>Wohin dürfen Ereignisse erneut gesendet werden?</translation>
    </message>
    <message>
        <source>Name: letters, digits, - and _</source>
        <translation>Name: Buchstaben, Ziffern, - und _</translation>
    </message>
    <message>
        <source>a URL</source>
        <translation>eine URL</translation>
    </message>
    <message>
        <source>the connection “%1”</source>
        <translation>die Verbindung „%1“</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>URL; {source} and {tenant} in it are the event&apos;s</source>
        <translation>URL; {source} und {tenant} darin sind die des Ereignisses</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Signing secrets of the target, kept in the keychain: a gateway never gives its own away. Without a tenant a secret is for all of them.</source>
        <translation>Signaturgeheimnisse des Ziels, im Schlüsselbund aufbewahrt: Ein Gateway gibt seine nie heraus. Ohne Mandant gilt ein Geheimnis für alle.</translation>
    </message>
    <message>
        <source>Another secret</source>
        <translation>Weiteres Geheimnis</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Source of the secret</source>
        <translation>Quelle des Geheimnisses</translation>
    </message>
    <message>
        <source>Tenant of the secret</source>
        <translation>Mandant des Geheimnisses</translation>
    </message>
    <message>
        <source>all tenants</source>
        <translation>alle Mandanten</translation>
    </message>
    <message>
        <source>Signing secret</source>
        <translation>Signaturgeheimnis</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>Geheimnis</translation>
    </message>
</context>
<context>
    <name>TaskRow</name>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Take this off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Take off the list: %1</source>
        <translation>Von der Liste nehmen: %1</translation>
    </message>
</context>
<context>
    <name>TaskStrip</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Its page was closed.</source>
        <translation>Die Seite wurde geschlossen.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Not followed any more.</source>
        <translation>Wird nicht mehr verfolgt.</translation>
    </message>
</context>
<context>
    <name>TasksButton</name>
    <message>
        <source>A task failed</source>
        <translation>Eine Aufgabe ist gescheitert</translation>
    </message>
    <message>
        <source>Show the tasks (Ctrl+J)</source>
        <translation>Aufgaben zeigen (Strg+J)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Tasks: %1</source>
        <translation>Aufgaben: %1</translation>
    </message>
    <message>
        <source>%1 tasks running</source>
        <translation>%1 Aufgaben laufen</translation>
    </message>
    <message>
        <source>A task ended</source>
        <translation>Eine Aufgabe ist beendet</translation>
    </message>
    <message>
        <source>%1 tasks ended</source>
        <translation>%1 Aufgaben sind beendet</translation>
    </message>
</context>
<context>
    <name>TasksPanel</name>
    <message>
        <source>Exports, recoveries and replays stand here while they run, and what came of them after that.</source>
        <translation>Exporte, Wiederherstellungen und Wiederholungen stehen hier, solange sie laufen, und danach, was aus ihnen wurde.</translation>
    </message>
    <message>
        <source>Clear ended</source>
        <translation>Beendete entfernen</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
</context>
<context>
    <name>TenantTable</name>
    <message>
        <source>By tenant, last 24 h</source>
        <translation>Nach Mandant, letzte 24 h</translation>
    </message>
    <message>
        <source>By tenant</source>
        <translation>Nach Mandant</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Failed tries</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>p95 ms</source>
        <translation>p95 ms</translation>
    </message>
    <message>
        <source>AI cost</source>
        <translation>KI-Kosten</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Open in Metrics</source>
        <translation>In Metriken öffnen</translation>
    </message>
    <message>
        <source>No event is measured yet.</source>
        <translation>Noch ist kein Ereignis gemessen.</translation>
    </message>
</context>
<context>
    <name>TestView</name>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Steps of the test</source>
        <translation>Schritte der Prüfung</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>not tested yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>all passed, %1 ms</source>
        <translation>alles bestanden, %1 ms</translation>
    </message>
    <message>
        <source>%1 of %2 failed, %3 not reached, %4 ms</source>
        <translation>%1 von %2 gescheitert, %3 nicht erreicht, %4 ms</translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>The colour &quot;%1&quot; is missing.</source>
        <translation>Die Farbe „%1“ fehlt.</translation>
    </message>
</context>
<context>
    <name>TileButton</name>
    <message>
        <source>%1: %2, %3. %4</source>
        <comment>title, value, verdict, note</comment>
        <translation>%1: %2, %3. %4</translation>
    </message>
</context>
<context>
    <name>TimeEditor</name>
    <message>
        <source>Go to time</source>
        <translation>Zu einer Zeit</translation>
    </message>
    <message>
        <source>15min, 24h, 7d or 2026-11-17 14:00</source>
        <translation>15min, 24h, 7d oder 2026-11-17 14:00</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>“%1” is not a time. Write 2026-11-17 14:30, or how long ago, such as 15min, 24h or 7d.</source>
        <translation>„%1“ ist keine Zeit. Schreiben Sie 2026-11-17 14:30 oder wie lange es her ist, etwa 15min, 24h oder 7d.</translation>
    </message>
</context>
<context>
    <name>TimeRail</name>
    <message>
        <source>Time of the rows</source>
        <translation>Zeit der Zeilen</translation>
    </message>
    <message>
        <source>Goes to that time; the marks say how many rows there are</source>
        <translation>Geht zu dieser Zeit; die Striche zeigen, wie viele Zeilen es gibt</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>TimeViews</name>
    <message>
        <source>The list is not sorted from new to old, so no time can be gone to here</source>
        <translation>Die Liste ist nicht von neu nach alt sortiert, daher lässt sich hier zu keiner Zeit gehen</translation>
    </message>
</context>
<context>
    <name>TimelineTab</name>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Queued for delivery</source>
        <translation>Zur Zustellung eingereiht</translation>
    </message>
    <message>
        <source>Try %1 succeeded</source>
        <translation>Versuch %1 ist gelungen</translation>
    </message>
    <message>
        <source>Try %1 failed</source>
        <translation>Versuch %1 ist gescheitert</translation>
    </message>
    <message>
        <source>Given up: dead letter</source>
        <translation>Aufgegeben: Dead Letter</translation>
    </message>
    <message>
        <source>Dead letter %1</source>
        <translation>Dead Letter %1</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Nothing is known of this event any more.</source>
        <translation>Von diesem Ereignis ist nichts mehr bekannt.</translation>
    </message>
    <message>
        <source>Stored; no route sends it on</source>
        <translation>Gespeichert; keine Route leitet es weiter</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Re-enqueued by an operator</source>
        <translation>Von Hand wieder eingereiht</translation>
    </message>
    <message>
        <source>Discarded by an operator</source>
        <translation>Von Hand verworfen</translation>
    </message>
    <message>
        <source>Job retried by an operator</source>
        <translation>Auftrag von Hand erneut versucht</translation>
    </message>
    <message>
        <source>Job cancelled by an operator</source>
        <translation>Auftrag von Hand abgebrochen</translation>
    </message>
    <message>
        <source>Dead letter re-enqueued by an operator</source>
        <translation>Dead Letter von Hand wieder eingereiht</translation>
    </message>
    <message>
        <source>Dead letter discarded by an operator</source>
        <translation>Dead Letter von Hand verworfen</translation>
    </message>
    <message>
        <source>Operator: %1</source>
        <translation>Bedienung: %1</translation>
    </message>
    <message>
        <source>Dry run: built, not sent</source>
        <translation>Probelauf: gebaut, nicht gesendet</translation>
    </message>
    <message>
        <source>AI job: %1</source>
        <translation>KI-Auftrag: %1</translation>
    </message>
    <message>
        <source>Signature verified</source>
        <translation>Signatur geprüft</translation>
    </message>
    <message>
        <source>Held back; not counted as a try</source>
        <translation>Zurückgehalten; zählt nicht als Versuch</translation>
    </message>
    <message>
        <source>Waits for its next try</source>
        <translation>Wartet auf den nächsten Versuch</translation>
    </message>
    <message>
        <source>due at %1</source>
        <translation>fällig um %1</translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation>Ereignis %1</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Request and answer</source>
        <translation>Anfrage und Antwort</translation>
    </message>
    <message>
        <source>Only the latest %1 entries are shown.</source>
        <translation>Nur die neuesten %1 Einträge werden angezeigt.</translation>
    </message>
    <message>
        <source>The trace has more events; those next to this one are shown.</source>
        <translation>Der Trace hat weitere Ereignisse; angezeigt werden die zeitlich nächsten.</translation>
    </message>
    <message>
        <source>Payload edited and retried by an operator</source>
        <translation>Inhalt von Hand geändert und wiederholt</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1 more are not shown.</source>
        <translation>%1 weitere sind nicht zu sehen.</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Es ist noch nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>TrafficCard</name>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>Added to the time that is signed: below zero, webhooks seem old</source>
        <translation>Wird zur signierten Zeit gezählt: Unter null wirken Webhooks alt</translation>
    </message>
    <message>
        <source>The WordPress stand-in fails their delivery</source>
        <translation>Der WordPress-Ersatz lässt ihre Zustellung scheitern</translation>
    </message>
    <message>
        <source>Bad signatures</source>
        <translation>Falsch signiert</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doppelte</translation>
    </message>
    <message>
        <source>Failing deliveries</source>
        <translation>Fehlzustellungen</translation>
    </message>
    <message>
        <source>Clock skew</source>
        <translation>Uhrabweichung</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>sending %1 a second</source>
        <translation>sendet %1 je Sekunde</translation>
    </message>
    <message>
        <source>not sending</source>
        <translation>sendet nicht</translation>
    </message>
    <message>
        <source>Webhooks of %1 a second</source>
        <translation>Webhooks von %1 je Sekunde</translation>
    </message>
    <message>
        <source>The gateway does not answer.</source>
        <translation>Das Gateway antwortet nicht.</translation>
    </message>
    <message>
        <source>Pause the traffic</source>
        <translation>Verkehr anhalten</translation>
    </message>
    <message>
        <source>Start the traffic</source>
        <translation>Verkehr starten</translation>
    </message>
</context>
<context>
    <name>TransferText</name>
    <message>
        <source>This file is no export of connections. Export them again where they are.</source>
        <translation>Diese Datei ist kein Export von Verbindungen. Exportieren Sie sie dort noch einmal, wo sie sind.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2</source>
        <translation>Die Datei %1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>The connection “%1” says where secrets are kept on this machine, which an import may not. Take token_file, keys, passfile and service out of the file, and what follows a ? or # in its address.</source>
        <translation>Die Verbindung „%1“ sagt, wo auf diesem Rechner Geheimnisse liegen, was ein Import nicht darf. Nehmen Sie token_file, Schlüssel, passfile und service aus der Datei, und was in der Adresse auf ein ? oder # folgt.</translation>
    </message>
</context>
<context>
    <name>UsageReportCommandText</name>
    <message>
        <source>Written to %1: %2 rows.</source>
        <translation>Nach %1 geschrieben: %2 Zeilen.</translation>
    </message>
    <message>
        <source>Written whole or not at all; one that is there is replaced; without it a table is told</source>
        <translation>Wird ganz oder gar nicht geschrieben; eine vorhandene wird ersetzt; ohne sie kommt eine Tabelle</translation>
    </message>
    <message>
        <source>csv, ndjson or json (default: as the file&apos;s name ends, else ndjson)</source>
        <translation>csv, ndjson oder json (Vorgabe: wie der Dateiname endet, sonst ndjson)</translation>
    </message>
    <message>
        <source>A day, 2026-11-01, itself included; 29 days before --until</source>
        <translation>Ein Tag, 2026-11-01, einschließlich; 29 Tage vor --until</translation>
    </message>
    <message>
        <source>A day, itself included; today, by UTC</source>
        <translation>Ein Tag, einschließlich; heute, nach UTC</translation>
    </message>
    <message>
        <source>Some of day,tenant,user_id_hash,model; else all of them</source>
        <translation>Einige von day,tenant,user_id_hash,model; sonst alle</translation>
    </message>
    <message>
        <source>Only of this tenant; several times: of any of them</source>
        <translation>Nur von diesem Mandanten; mehrmals: von irgendeinem davon</translation>
    </message>
    <message>
        <source>Likewise, by the hash that tells users apart</source>
        <translation>Ebenso, nach dem Hash, der Benutzer unterscheidet</translation>
    </message>
    <message>
        <source>Likewise</source>
        <translation>Ebenso</translation>
    </message>
    <message>
        <source>What AI systems used and cost, to be charged for</source>
        <translation>Was KI-Systeme verbraucht und gekostet haben, zum Abrechnen</translation>
    </message>
    <message>
        <source>Only so many rows: those that cost most, first</source>
        <translation>Nur so viele Zeilen: zuerst die, die am meisten kosten</translation>
    </message>
</context>
<context>
    <name>ValueModel</name>
    <message>
        <source>Of all rows</source>
        <translation>Von allen Zeilen</translation>
    </message>
    <message>
        <source>Of the newest %1</source>
        <translation>Von den neuesten %1</translation>
    </message>
    <message>
        <source>Since %1, by the hour</source>
        <translation>Seit %1, nach Stunden</translation>
    </message>
    <message>
        <source>%1; some filters left out</source>
        <translation>%1; einige Filter zählen nicht mit</translation>
    </message>
    <message>
        <source>%1, and all destinations</source>
        <translation>%1, und alle Ziele</translation>
    </message>
    <message>
        <source>%1, and those of all routes</source>
        <translation>%1, und die aller Routen</translation>
    </message>
    <message>
        <source>%1, and those of all events</source>
        <translation>%1, und die aller Ereignisse</translation>
    </message>
</context>
<context>
    <name>ValueSuggestions</name>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>The values could not be read: %1</source>
        <translation>Die Werte konnten nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Reading the values…</source>
        <translation>Die Werte werden gelesen …</translation>
    </message>
    <message>
        <source>No such value found. %1</source>
        <translation>Kein solcher Wert gefunden. %1</translation>
    </message>
</context>
<context>
    <name>ValuesCommandText</name>
    <message>
        <source>There are no values of “%1”. There are of: %2.</source>
        <translation>Zu „%1“ gibt es keine Werte. Es gibt sie zu: %2.</translation>
    </message>
    <message>
        <source>The values that a field has in most rows, and how many</source>
        <translation>Die Werte, die ein Feld in den meisten Zeilen hat, und wie viele es sind</translation>
    </message>
    <message>
        <source>That they contain, in either case</source>
        <translation>Was sie enthalten, groß oder klein geschrieben</translation>
    </message>
</context>
<context>
    <name>VaultText</name>
    <message>
        <source>A master key has 32 bytes.</source>
        <translation>Ein Hauptschlüssel hat 32 Bytes.</translation>
    </message>
    <message>
        <source>The secret could not be encrypted.</source>
        <translation>Das Geheimnis ließ sich nicht verschlüsseln.</translation>
    </message>
    <message>
        <source>A stored secret cannot be decrypted: it was changed, or belongs to another entry. Enter it again.</source>
        <translation>Ein gespeichertes Geheimnis lässt sich nicht entschlüsseln: Es wurde verändert oder gehört zu einem anderen Eintrag. Geben Sie es neu ein.</translation>
    </message>
    <message>
        <source>A stored secret was encrypted with the master key %1; this gateway has %2. Start it with the right GATEHOUSE_MASTER_KEY_FILE, or enter the secret again.</source>
        <translation>Ein gespeichertes Geheimnis wurde mit dem Hauptschlüssel %1 verschlüsselt; dieses Gateway hat %2. Starten Sie es mit der richtigen GATEHOUSE_MASTER_KEY_FILE, oder geben Sie das Geheimnis neu ein.</translation>
    </message>
    <message>
        <source>The secret is longer than 1 MiB.</source>
        <translation>Das Geheimnis ist länger als 1 MiB.</translation>
    </message>
</context>
<context>
    <name>VerifyFlow</name>
    <message>
        <source>Verify chain</source>
        <translation>Kette prüfen</translation>
    </message>
    <message>
        <source>Stop verifying</source>
        <translation>Prüfung anhalten</translation>
    </message>
    <message>
        <source>Verifying was stopped</source>
        <translation>Die Prüfung wurde angehalten</translation>
    </message>
    <message>
        <source>Nothing can be said of the entries that were not reached.</source>
        <translation>Über die Einträge, die nicht erreicht wurden, lässt sich nichts sagen.</translation>
    </message>
    <message>
        <source>Verifying the chain: %1 of %2 entries</source>
        <translation>Die Kette wird geprüft: %1 von %2 Einträgen</translation>
    </message>
    <message>
        <source>Verifying the chain</source>
        <translation>Die Kette wird geprüft</translation>
    </message>
    <message>
        <source>The ledger is unbroken</source>
        <translation>Das Protokoll ist ungebrochen</translation>
    </message>
    <message>
        <source>Copy hash</source>
        <translation>Hash kopieren</translation>
    </message>
    <message>
        <source>Kept elsewhere, it proves later that the end was not cut off: gatehousectl audit verify --expect-hash</source>
        <translation>Anderswo aufbewahrt, beweist er später, dass das Ende nicht abgeschnitten wurde: gatehousectl audit verify --expect-hash</translation>
    </message>
    <message>
        <source>The ledger is broken</source>
        <translation>Das Protokoll ist gebrochen</translation>
    </message>
    <message>
        <source>Show the entries around it</source>
        <translation>Die Einträge ringsum zeigen</translation>
    </message>
    <message>
        <source>The chain could not be read</source>
        <translation>Die Kette konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Verifying the ledger</source>
        <translation>Protokoll wird geprüft</translation>
    </message>
</context>
<context>
    <name>VersionChart</name>
    <message>
        <source>Requests per minute, by the version that signed them</source>
        <translation>Anfragen je Minute, nach der Version, die sie signiert hat</translation>
    </message>
    <message>
        <source>From %1 on, %2 minutes a bar</source>
        <translation>Ab %1, %2 Minuten je Balken</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>version %1, old</source>
        <translation>Version %1, alt</translation>
    </message>
    <message>
        <source>both valid, %1</source>
        <translation>beide gültig, %1</translation>
    </message>
</context>
<context>
    <name>ViewController</name>
    <message>
        <source>Open the copied link</source>
        <translation>Kopierten Link öffnen</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>Ansicht speichern …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open view: %1</source>
        <translation>Ansicht öffnen: %1</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Update to the current filter</source>
        <translation>Auf den aktuellen Filter ändern</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The link cannot be opened</source>
        <translation>Der Link kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>There is no page “%1” here. Does it come from another version of Gatehouse?</source>
        <translation>Hier gibt es keine Seite „%1“. Kommt er von einer anderen Version von Gatehouse?</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message>
        <source>The view was not saved</source>
        <translation>Die Ansicht wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>Rename view</source>
        <translation>Ansicht umbenennen</translation>
    </message>
    <message>
        <source>The view was not renamed</source>
        <translation>Die Ansicht wurde nicht umbenannt</translation>
    </message>
    <message>
        <source>The view was not changed</source>
        <translation>Die Ansicht wurde nicht geändert</translation>
    </message>
    <message>
        <source>Updated the view</source>
        <translation>Ansicht geändert</translation>
    </message>
    <message>
        <source>The link was not copied</source>
        <translation>Der Link wurde nicht kopiert</translation>
    </message>
    <message>
        <source>Copied the link</source>
        <translation>Link kopiert</translation>
    </message>
    <message>
        <source>Deleted the view</source>
        <translation>Ansicht gelöscht</translation>
    </message>
    <message>
        <source>Set a filter or an order first: a view is that, with a name.</source>
        <translation>Setzen Sie zuerst einen Filter oder eine Sortierung: Eine Ansicht ist das mit einem Namen.</translation>
    </message>
    <message>
        <source>Keeps this filter and order in the sidebar, below “%1”.</source>
        <translation>Behält diesen Filter und diese Sortierung in der Seitenleiste, unter „%1“.</translation>
    </message>
    <message>
        <source>Its page has neither a filter nor an order. Set one there, then update the view.</source>
        <translation>Ihre Seite hat weder einen Filter noch eine Sortierung. Setzen Sie dort etwas davon und aktualisieren Sie dann die Ansicht.</translation>
    </message>
</context>
<context>
    <name>ViewDialog</name>
    <message>
        <source>Name of the view</source>
        <translation>Name der Ansicht</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>ViewEvents</name>
    <message>
        <source>No event is of this view.</source>
        <translation>Kein Ereignis gehört zu dieser Ansicht.</translation>
    </message>
</context>
<context>
    <name>WaitBar</name>
    <message>
        <source>Waiting for an answer</source>
        <translation>Wartet auf eine Antwort</translation>
    </message>
</context>
<context>
    <name>WindowModel</name>
    <message>
        <source>Reading was stopped.</source>
        <translation>Das Lesen wurde angehalten.</translation>
    </message>
    <message>
        <source>This list cannot be sorted by this column</source>
        <translation>Nach dieser Spalte kann diese Liste nicht sortiert werden</translation>
    </message>
    <message>
        <source>Sorts by this column</source>
        <translation>Sortiert nach dieser Spalte</translation>
    </message>
    <message>
        <source>%1, sorted, the smallest first</source>
        <translation>%1, sortiert, das Kleinste zuerst</translation>
    </message>
    <message>
        <source>%1, sorted, the greatest first</source>
        <translation>%1, sortiert, das Größte zuerst</translation>
    </message>
</context>
<context>
    <name>WorkbenchPage</name>
    <message>
        <source>Signature workbench</source>
        <translation>Signatur-Werkbank</translation>
    </message>
    <message>
        <source>Checked on this machine alone; what is typed here is kept in memory only.</source>
        <translation>Wird nur auf diesem Rechner geprüft; was hier steht, bleibt im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Paste a request</source>
        <translation>Anfrage einfügen</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Check the signature</source>
        <translation>Signatur prüfen</translation>
    </message>
    <message>
        <source>Why does this signature not match?</source>
        <translation>Warum passt diese Signatur nicht?</translation>
    </message>
    <message>
        <source>Paste a curl command or an HTTP request, or drop a .har file here. Give the secret, and what was checked, what would match and what to do stands here.</source>
        <translation>Fügen Sie einen curl-Befehl oder eine HTTP-Anfrage ein, oder ziehen Sie eine .har-Datei hierher. Geben Sie das Geheimnis an; dann steht hier, was geprüft wurde, was passen würde und was zu tun ist.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Open a captured request</source>
        <translation>Aufgezeichnete Anfrage öffnen</translation>
    </message>
    <message>
        <source>Captures (*.har *.http *.txt *.sh *.curl)</source>
        <translation>Aufzeichnungen (*.har *.http *.txt *.sh *.curl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This was not taken in</source>
        <translation>Das wurde nicht übernommen</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Noch nicht geprüft</translation>
    </message>
</context>
<context>
    <name>gatehouse::agentevents::AgentEventCollection</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Tokens of the prompt</source>
        <translation>Tokens der Frage</translation>
    </message>
    <message>
        <source>of these from a cache</source>
        <translation>davon aus einem Cache</translation>
    </message>
    <message>
        <source>Tokens of the answer</source>
        <translation>Tokens der Antwort</translation>
    </message>
    <message>
        <source>Cost by the price table</source>
        <translation>Kosten nach Preistabelle</translation>
    </message>
    <message>
        <source>Cache hit</source>
        <translation>Cache-Treffer</translation>
    </message>
    <message>
        <source>User, as a hash</source>
        <translation>Benutzer, als Hash</translation>
    </message>
    <message>
        <source>Trace id</source>
        <translation>Trace-Id</translation>
    </message>
    <message>
        <source>Span id</source>
        <translation>Span-Id</translation>
    </message>
    <message>
        <source>Span that called it</source>
        <translation>Aufrufender Span</translation>
    </message>
    <message>
        <source>Call id</source>
        <translation>Aufruf-Id</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Duration (ms)</source>
        <translation>Dauer (ms)</translation>
    </message>
    <message>
        <source>AI calls</source>
        <translation>KI-Aufrufe</translation>
    </message>
    <message>
        <source>AI call</source>
        <translation>KI-Aufruf</translation>
    </message>
    <message>
        <source>No AI calls yet</source>
        <translation>Noch keine KI-Aufrufe</translation>
    </message>
    <message>
        <source>Each call of an AI system stands here, with its tokens and cost. Let a program send OpenTelemetry traces to /v1/traces with a telemetry token, or finish an AI job.</source>
        <translation>Hier steht jeder Aufruf eines KI-Systems mit seinen Tokens und Kosten. Lassen Sie ein Programm OpenTelemetry-Traces mit einem Telemetrie-Token an /v1/traces senden, oder einen KI-Job enden.</translation>
    </message>
</context>
<context>
    <name>gatehouse::alerts::AlertCollection</name>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Gesehen von</translation>
    </message>
    <message>
        <source>Over since</source>
        <translation>Vorbei seit</translation>
    </message>
    <message>
        <source>Alert id</source>
        <translation>Id der Meldung</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>alert</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Nothing has fired yet</source>
        <translation>Noch ist nichts gemeldet</translation>
    </message>
    <message>
        <source>The gateway looks at its rules once a minute: a new group of dead letters, an open circuit breaker, deliveries that fail, refused signatures, overdue secrets, budgets.</source>
        <translation>Das Gateway prüft jede Minute seine Regeln: eine neue Gruppe von Dead Letters, ein offener Schutzschalter, fehlschlagende Auslieferungen, abgelehnte Signaturen, überfällige Geheimnisse, Budgets.</translation>
    </message>
    <message>
        <source>%1, under %2</source>
        <translation>%1, unter %2</translation>
    </message>
    <message>
        <source>%1, over %2</source>
        <translation>%1, über %2</translation>
    </message>
    <message>
        <source>Rule id</source>
        <translation>Regel-Id</translation>
    </message>
    <message>
        <source>Budget id</source>
        <translation>Budget-Id</translation>
    </message>
</context>
<context>
    <name>gatehouse::bulk::BulkItemCollection</name>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Job is</source>
        <translation>Auftrag ist</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Operation of</source>
        <translation>Vorgang von</translation>
    </message>
    <message>
        <source>Operation id</source>
        <translation>Vorgangs-Id</translation>
    </message>
    <message>
        <source>Done to</source>
        <translation>Getan an</translation>
    </message>
    <message>
        <source>Its id</source>
        <translation>Seine Id</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>Auftrags-Id</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-Id</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>The job&apos;s error</source>
        <translation>Fehler des Auftrags</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Bulk outcomes</source>
        <translation>Sammelergebnisse</translation>
    </message>
    <message>
        <source>item</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>items</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>No bulk operations yet</source>
        <translation>Noch keine Sammelvorgänge</translation>
    </message>
    <message>
        <source>“Recover…” on the page of dead letters does something to many of them, at a rate. What came of each stands here.</source>
        <translation>„Wiederherstellen…“ auf der Seite der Dead Letters tut etwas an vielen davon, in einem Tempo. Was aus jedem wurde, steht hier.</translation>
    </message>
</context>
<context>
    <name>gatehouse::capture::Capture</name>
    <message>
        <source>This is over %1 MiB. Save the request that matters alone.</source>
        <translation>Das ist größer als %1 MiB. Speichern Sie nur die Anfrage, um die es geht.</translation>
    </message>
    <message>
        <source>There is nothing to read. Copy a curl command or an HTTP request first.</source>
        <translation>Es ist nichts zu lesen da. Kopieren Sie zuerst einen curl-Befehl oder eine HTTP-Anfrage.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ist nicht lesbar: %2.</translation>
    </message>
</context>
<context>
    <name>gatehouse::capture::CurlReader</name>
    <message>
        <source>The curl command has no URL.</source>
        <translation>Der curl-Befehl hat keine URL.</translation>
    </message>
    <message>
        <source>curl&apos;s option --%1 cannot be read here. Put the body itself into the field Body.</source>
        <translation>curls Option --%1 ist hier nicht lesbar. Setzen Sie den Body selbst in das Feld Body.</translation>
    </message>
    <message>
        <source>The curl command has two URLs, %1 and %2. Leave one of them.</source>
        <translation>Der curl-Befehl hat zwei URLs, %1 und %2. Lassen Sie eine davon stehen.</translation>
    </message>
    <message>
        <source>curl&apos;s option %1 is not known here. Take it out, if it does not change what is sent.</source>
        <translation>curls Option %1 ist hier unbekannt. Nehmen Sie sie heraus, wenn sie nicht ändert, was gesendet wird.</translation>
    </message>
    <message>
        <source>The curl command ends behind %1. Was all of it copied?</source>
        <translation>Der curl-Befehl endet hinter %1. Wurde er ganz kopiert?</translation>
    </message>
    <message>
        <source>The curl command reads the file %1, which is not opened from here. Put its content in its place, or into the field Body.</source>
        <translation>Der curl-Befehl liest die Datei %1, die von hier nicht geöffnet wird. Setzen Sie ihren Inhalt an ihre Stelle oder in das Feld Body.</translation>
    </message>
    <message>
        <source>This curl command is one for Windows&apos; cmd. In the browser choose &quot;Copy as cURL (bash)&quot;.</source>
        <translation>Dieser curl-Befehl ist einer für cmd von Windows. Wählen Sie im Browser „Als cURL (bash) kopieren“.</translation>
    </message>
</context>
<context>
    <name>gatehouse::capture::HarFile</name>
    <message>
        <source>This is no HAR file: %1.</source>
        <translation>Das ist keine HAR-Datei: %1.</translation>
    </message>
    <message>
        <source>This is no HAR file: it has no log.entries.</source>
        <translation>Das ist keine HAR-Datei: log.entries fehlt.</translation>
    </message>
    <message>
        <source>The HAR file has more than %1 requests with a body. Save the one that matters alone.</source>
        <translation>Die HAR-Datei hat mehr als %1 Anfragen mit Body. Speichern Sie nur die, um die es geht.</translation>
    </message>
    <message>
        <source>No request of the HAR file has a body, so none is a webhook.</source>
        <translation>Keine Anfrage der HAR-Datei hat einen Body, also ist keine ein Webhook.</translation>
    </message>
</context>
<context>
    <name>gatehouse::capture::HttpText</name>
    <message>
        <source>This line is no header: &quot;%1&quot;. Headers are written as &quot;Name: value&quot;, a line each.</source>
        <translation>Diese Zeile ist kein Header: „%1“. Header werden als „Name: Wert“ geschrieben, je einer pro Zeile.</translation>
    </message>
    <message>
        <source>There are more than %1 headers.</source>
        <translation>Es sind mehr als %1 Header.</translation>
    </message>
</context>
<context>
    <name>gatehouse::capture::ShellWords</name>
    <message>
        <source>The command has something that only your shell can resolve (%1). Put what it stands for in its place.</source>
        <translation>Der Befehl enthält etwas, das nur Ihre Shell auflösen kann (%1). Setzen Sie an seine Stelle, wofür es steht.</translation>
    </message>
    <message>
        <source>A quote in the command does not end. Was all of it copied?</source>
        <translation>Ein Anführungszeichen im Befehl endet nicht. Wurde er ganz kopiert?</translation>
    </message>
</context>
<context>
    <name>gatehouse::charts::ChartWords</name>
    <message>
        <source>%1 per minute</source>
        <translation>%1 pro Minute</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 not measured</source>
        <translation>%1 nicht gemessen</translation>
    </message>
    <message>
        <source>%1, not complete yet: %2</source>
        <translation>%1, noch nicht vollständig: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 from %2 to %3, last %4</source>
        <translation>%1 von %2 bis %3, zuletzt %4</translation>
    </message>
    <message>
        <source>%1 was not measured</source>
        <translation>%1 wurde nicht gemessen</translation>
    </message>
    <message>
        <source>Counts by value over %1 buckets of time, %2 at most in a cell</source>
        <translation>Anzahlen nach Wert über %1 Zeitabschnitte, höchstens %2 in einer Zelle</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <comment>letter, time, what happened</comment>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>s</source>
        <comment>per second</comment>
        <translation>s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>min</source>
        <comment>per minute</comment>
        <translation>min</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>h</source>
        <comment>per hour</comment>
        <translation>h</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>day</source>
        <comment>per day</comment>
        <translation>Tag</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 Tage</translation>
    </message>
    <message>
        <source>week</source>
        <comment>per week</comment>
        <translation>Woche</translation>
    </message>
    <message>
        <source>%1 weeks</source>
        <translation>%1 Wochen</translation>
    </message>
    <message>
        <source>month</source>
        <comment>per month</comment>
        <translation>Monat</translation>
    </message>
    <message>
        <source>%1 months</source>
        <translation>%1 Monate</translation>
    </message>
</context>
<context>
    <name>gatehouse::cli::Credentials</name>
    <message>
        <source>The token of this connection is in a file that is sealed with a passphrase. Name the file that holds it in GATEHOUSE_PASSPHRASE_FILE, or say --token-file.</source>
        <translation>Das Token dieser Verbindung liegt in einer Datei, die mit einer Passphrase versiegelt ist. Nennen Sie die Datei, in der diese steht, in GATEHOUSE_PASSPHRASE_FILE, oder geben Sie --token-file an.</translation>
    </message>
    <message>
        <source>No token is kept for this connection, and no desktop keychain works here. Say --token-file, or enter it in the window&apos;s connections.</source>
        <translation>Für diese Verbindung ist kein Token hinterlegt, und hier arbeitet kein Schlüsselbund. Geben Sie --token-file an, oder tragen Sie es im Fenster bei den Verbindungen ein.</translation>
    </message>
</context>
<context>
    <name>gatehouse::cli::InputFile</name>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>%1 konnte nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 has more than %2 KiB.</source>
        <translation>%1 hat mehr als %2 KiB.</translation>
    </message>
    <message>
        <source>Standard input</source>
        <translation>Standardeingabe</translation>
    </message>
</context>
<context>
    <name>gatehouse::cli::Listen</name>
    <message>
        <source>Say --forward URL or --target NAME.</source>
        <translation>Geben Sie --forward URL oder --target NAME an.</translation>
    </message>
    <message>
        <source>Events since %1 go to %2. Ctrl+C ends.</source>
        <translation>Ereignisse seit %1 gehen an %2. Strg+C beendet.</translation>
    </message>
    <message>
        <source>%1  %2  not sent: %3</source>
        <translation>%1  %2  nicht gesendet: %3</translation>
    </message>
    <message>
        <source>It is tried again in %1 s.</source>
        <translation>In %1 s wird es erneut versucht.</translation>
    </message>
    <message>
        <source>A URL on this machine, where each is sent to</source>
        <translation>Eine URL auf diesem Rechner, an die jedes gesendet wird</translation>
    </message>
    <message>
        <source>Or a saved target that is not production</source>
        <translation>Oder ein gespeichertes Ziel, das keine Produktion ist</translation>
    </message>
    <message>
        <source>Forward new events to a server on this machine as they arrive, signed anew</source>
        <translation>Neue Ereignisse an einen Server auf diesem Rechner weiterleiten, sobald sie ankommen, neu signiert</translation>
    </message>
    <message>
        <source>--since is now, a span like 30s, 15min, 24h or 7d, or a time like 2026-11-27T09:30:00Z.</source>
        <translation>--since ist now, eine Spanne wie 30s, 15min, 24h oder 7d oder eine Zeit wie 2026-11-27T09:30:00Z.</translation>
    </message>
    <message>
        <source>Begin now, that long ago, or at that time (default: where the same command ended, at first now)</source>
        <translation>Jetzt, so lange zurück oder zu dieser Zeit beginnen (sonst: wo derselbe Befehl endete, zuerst jetzt)</translation>
    </message>
</context>
<context>
    <name>gatehouse::cli::Preparation</name>
    <message>
        <source>With the recorded signature, not signed anew</source>
        <translation>Mit der aufgezeichneten Signatur, nicht neu signiert</translation>
    </message>
    <message>
        <source>Under another id, so that it is no duplicate</source>
        <translation>Unter einer anderen Kennung, damit es kein Duplikat ist</translation>
    </message>
    <message>
        <source>Without that header; may be repeated</source>
        <translation>Ohne diesen Header; mehrfach möglich</translation>
    </message>
    <message>
        <source>Name: value, added; may be repeated</source>
        <translation>Name: Wert, hinzugefügt; mehrfach möglich</translation>
    </message>
    <message>
        <source>File with a JSON patch (RFC 6902) of the payloads</source>
        <translation>Datei mit einem JSON-Patch (RFC 6902) der Inhalte</translation>
    </message>
    <message>
        <source>SOURCE[/TENANT]=FILE with the target&apos;s signing secret</source>
        <translation>SOURCE[/TENANT]=FILE mit dem Signaturgeheimnis des Ziels</translation>
    </message>
    <message>
        <source>--mask knows email, name, phone, card, token, address and all.</source>
        <translation>--mask kennt email, name, phone, card, token, address und all.</translation>
    </message>
    <message>
        <source>email, name, phone, card, token, address or all</source>
        <translation>email, name, phone, card, token, address oder all</translation>
    </message>
</context>
<context>
    <name>gatehouse::cli::ReplayCommand</name>
    <message>
        <source>Say --target NAME or --url URL.</source>
        <translation>Geben Sie --target NAME oder --url URL an.</translation>
    </message>
    <message>
        <source>Say a file, or --resume ID.</source>
        <translation>Geben Sie eine Datei oder --resume ID an.</translation>
    </message>
    <message>
        <source>A ledger asks for a --reason.</source>
        <translation>Ein Protokoll verlangt --reason.</translation>
    </message>
    <message>
        <source>SOURCE[/TENANT]=FILE with the target&apos;s signing secret</source>
        <translation>SOURCE[/TENANT]=FILE mit dem Signaturgeheimnis des Ziels</translation>
    </message>
    <message>
        <source>Events a second; 0: as fast as they are answered</source>
        <translation>Ereignisse je Sekunde; 0: so schnell, wie sie beantwortet werden</translation>
    </message>
    <message>
        <source>As far apart as they came, instead of --rate</source>
        <translation>Mit den Abständen, in denen sie kamen, statt --rate</translation>
    </message>
    <message>
        <source>With --original-spacing: so many times as fast</source>
        <translation>Mit --original-spacing: so viele Male so schnell</translation>
    </message>
    <message>
        <source>At most so many without an answer</source>
        <translation>Höchstens so viele ohne Antwort</translation>
    </message>
    <message>
        <source>1, 2, 5, 20 at first, then all</source>
        <translation>Zuerst 1, 2, 5, 20, dann alle</translation>
    </message>
    <message>
        <source>Stop when more percent of the last answers failed</source>
        <translation>Anhalten, wenn mehr Prozent der letzten Antworten fehlschlugen</translation>
    </message>
    <message>
        <source>So many last answers</source>
        <translation>So viele letzte Antworten</translation>
    </message>
    <message>
        <source>Exit code 1 unless all are answered as expected</source>
        <translation>Exit-Code 1, wenn nicht alle wie erwartet beantwortet werden</translation>
    </message>
    <message>
        <source>Write JUnit&apos;s XML</source>
        <translation>JUnit-XML schreiben</translation>
    </message>
    <message>
        <source>Write a report as HTML</source>
        <translation>Einen Bericht als HTML schreiben</translation>
    </message>
    <message>
        <source>Write a report as JSON</source>
        <translation>Einen Bericht als JSON schreiben</translation>
    </message>
    <message>
        <source>Write the events with these answers as expected ones</source>
        <translation>Die Ereignisse mit diesen Antworten als erwarteten schreiben</translation>
    </message>
    <message>
        <source>Send recorded events to a target again</source>
        <translation>Aufgezeichnete Ereignisse erneut an ein Ziel senden</translation>
    </message>
    <message>
        <source>Events as NDJSON, HAR, a curl command or HTTP</source>
        <translation>Ereignisse als NDJSON, HAR, curl-Befehl oder HTTP</translation>
    </message>
    <message>
        <source>A saved target</source>
        <translation>Ein gespeichertes Ziel</translation>
    </message>
    <message>
        <source>A URL on this machine</source>
        <translation>Eine URL auf diesem Rechner</translation>
    </message>
    <message>
        <source>Go on with a replay: the id that it printed</source>
        <translation>Eine Wiederholung fortsetzen: die Kennung, die sie ausgab</translation>
    </message>
    <message>
        <source>With --resume: also what was under way, same key</source>
        <translation>Mit --resume: auch, was unterwegs war, mit demselben Schlüssel</translation>
    </message>
    <message>
        <source>With --resume: also what failed</source>
        <translation>Mit --resume: auch, was fehlschlug</translation>
    </message>
    <message>
        <source>Send nothing; say what would be answered</source>
        <translation>Nichts senden; sagen, was geantwortet würde</translation>
    </message>
    <message>
        <source>Another journal file</source>
        <translation>Eine andere Journaldatei</translation>
    </message>
    <message>
        <source>The saved connection whose ledger is told</source>
        <translation>Die gespeicherte Verbindung, in deren Protokoll es steht</translation>
    </message>
    <message>
        <source>For the ledger</source>
        <translation>Für das Protokoll</translation>
    </message>
    <message>
        <source>Where replays may be sent</source>
        <translation>Wohin Wiederholungen gesendet werden dürfen</translation>
    </message>
    <message>
        <source>List them</source>
        <translation>Alle auflisten</translation>
    </message>
    <message>
        <source>Save one</source>
        <translation>Eines speichern</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Sein Name</translation>
    </message>
    <message>
        <source>{source} and {tenant} in it are the event&apos;s</source>
        <translation>{source} und {tenant} darin sind die des Ereignisses</translation>
    </message>
    <message>
        <source>Or a saved connection&apos;s gateway</source>
        <translation>Oder das Gateway einer gespeicherten Verbindung</translation>
    </message>
    <message>
        <source>local, staging, production or one of its own</source>
        <translation>local, staging, production oder eine eigene</translation>
    </message>
    <message>
        <source>A PEM file, instead of the system&apos;s authorities</source>
        <translation>Eine PEM-Datei statt der Zertifizierungsstellen des Systems</translation>
    </message>
    <message>
        <source>Forget one</source>
        <translation>Eines vergessen</translation>
    </message>
    <message>
        <source>There is a target “%1” already. Remove it first, or take another name.</source>
        <translation>Es gibt schon ein Ziel „%1“. Entfernen Sie es erst, oder nehmen Sie einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>gatehouse::cli::ReplayRun</name>
    <message>
        <source>replay %1</source>
        <translation>Wiederholung %1</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::ApiErrors</name>
    <message>
        <source>The gateway&apos;s answer is not a list. Is it a gateway of another version?</source>
        <translation>Die Antwort des Gateways ist keine Liste. Ist es ein Gateway einer anderen Version?</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::ApiSource</name>
    <message>
        <source>The gateway&apos;s answer has a row without a usable time or id. Is the gateway of another version?</source>
        <translation>Die Antwort des Gateways hat eine Zeile ohne verwendbare Zeit oder Id. Ist das Gateway von einer anderen Version?</translation>
    </message>
    <message>
        <source>This filter is too long to be sent to the gateway. Remove some of its values.</source>
        <translation>Dieser Filter ist zu lang, um an das Gateway gesendet zu werden. Entfernen Sie einige seiner Werte.</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::CellText</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>… %1 more characters</source>
        <translation>… %1 weitere Zeichen</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a span of time</comment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>came in</source>
        <translation>eingegangen</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>%1 overdue</source>
        <comment>a span of time</comment>
        <translation>%1 überfällig</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::Chip</name>
    <message>
        <source>before</source>
        <translation>vor</translation>
    </message>
    <message>
        <source>since</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>enthält nicht</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>is below</source>
        <translation>ist unter</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>ist mindestens</translation>
    </message>
    <message>
        <source>is above</source>
        <translation>ist über</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>ist höchstens</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no value</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>any</source>
        <comment>any value</comment>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>+%1</source>
        <comment>that many more</comment>
        <translation>+%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the values of a filter</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>This saved filter cannot be read. Set it again.</source>
        <translation>Dieser gespeicherte Filter ist nicht lesbar. Setzen Sie ihn neu.</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::Contract</name>
    <message>
        <source>This database is no gateway&apos;s: it has no schema “console” to read from. Check its name, or start its gateway once, which sets it up.</source>
        <translation>Diese Datenbank gehört zu keinem Gateway: Ihr fehlt das Schema „console“, aus dem gelesen wird. Prüfen Sie ihren Namen, oder starten Sie ihr Gateway einmal, das es anlegt.</translation>
    </message>
    <message>
        <source>This gateway speaks contract version %1; this console knows %2. Update Gatehouse.</source>
        <translation>Dieses Gateway spricht Vertragsversion %1; diese Konsole kennt %2. Aktualisieren Sie Gatehouse.</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::Descriptor</name>
    <message>
        <source>This list cannot be sorted by “%1”.</source>
        <translation>Diese Liste kann nicht nach „%1“ sortiert werden.</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::ExportTarget</name>
    <message>
        <source>There is no room for %1: the disk, or your share of it, is full. Nothing was kept. Free some space or export to another place.</source>
        <translation>Für %1 ist kein Platz: Der Datenträger oder Ihr Anteil daran ist voll. Es wurde nichts behalten. Schaffen Sie Platz oder exportieren Sie an einen anderen Ort.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another file.</source>
        <translation>%1 kann nicht geschrieben werden: %2. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The output could not be written: %1.</source>
        <translation>Die Ausgabe konnte nicht geschrieben werden: %1.</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::Filter</name>
    <message>
        <source>%1: “%2” is not an id. An id has 36 characters, such as 01a1e9b4-ed58-7327-b569-6ed663e67889.</source>
        <translation>%1: „%2“ ist keine Id. Eine Id hat 36 Zeichen, wie 01a1e9b4-ed58-7327-b569-6ed663e67889.</translation>
    </message>
    <message>
        <source>%1: “%2” is not a number.</source>
        <translation>%1: „%2“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>%1: “%2” is neither yes nor no.</source>
        <translation>%1: „%2“ ist weder ja noch nein.</translation>
    </message>
    <message>
        <source>%1: “%2” is not a time. Write 2026-11-17 14:30, or how long ago, such as 15min, 24h or 7d.</source>
        <translation>%1: „%2“ ist keine Zeit. Schreiben Sie 2026-11-17 14:30, oder wie lange es her ist, wie 15min, 24h oder 7d.</translation>
    </message>
    <message>
        <source>%1: this text cannot be searched for.</source>
        <translation>%1: Nach diesem Text kann nicht gesucht werden.</translation>
    </message>
    <message>
        <source>%1: too many values. Leave some out.</source>
        <translation>%1: zu viele Werte. Lassen Sie einige weg.</translation>
    </message>
    <message>
        <source>%1: the text is too long.</source>
        <translation>%1: Der Text ist zu lang.</translation>
    </message>
    <message>
        <source>%1 cannot be filtered by “%2”. Remove this filter.</source>
        <translation>%1 lässt sich nicht nach „%2“ filtern. Entfernen Sie diesen Filter.</translation>
    </message>
    <message>
        <source>%1 cannot be compared like this. Remove this filter and add it again.</source>
        <translation>%1 lässt sich so nicht vergleichen. Entfernen Sie diesen Filter und setzen Sie ihn neu.</translation>
    </message>
    <message>
        <source>There are too many filters. Remove some.</source>
        <translation>Es sind zu viele Filter. Entfernen Sie einige.</translation>
    </message>
    <message>
        <source>%1: there is no “%2”. There are: %3.</source>
        <translation>%1: „%2“ gibt es nicht. Es gibt: %3.</translation>
    </message>
    <message>
        <source>%1: “%2” is not a path and a value. Write data.object.id = ord_1042; lines[].sku = A-1 looks into a list.</source>
        <translation>%1: „%2“ ist kein Pfad mit Wert. Schreiben Sie data.object.id = ord_1042; lines[].sku = A-1 schaut in eine Liste.</translation>
    </message>
    <message>
        <source>%1: “%2” is not a name and a value. Write X-GitHub-Event = issues.</source>
        <translation>%1: „%2“ ist kein Name mit Wert. Schreiben Sie X-GitHub-Event = issues.</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::SourceErrors</name>
    <message>
        <source>This row is no longer there: it was removed, or is past its retention. Refresh the list.</source>
        <translation>Diese Zeile gibt es nicht mehr: Sie wurde entfernt, oder ihre Aufbewahrungsfrist ist vorbei. Lesen Sie die Liste neu.</translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::Status</name>
    <message>
        <source>received</source>
        <translation>empfangen</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>eingereiht</translation>
    </message>
    <message>
        <source>processed</source>
        <translation>verarbeitet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>re-enqueued</source>
        <translation>wieder eingereiht</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>nachgeholt</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>doppelt</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>retiring</source>
        <translation>läuft aus</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>timestamp</source>
        <translation>Zeitstempel</translation>
    </message>
    <message>
        <source>stuck</source>
        <translation>steckt fest</translation>
    </message>
    <message>
        <source>dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>gelöst</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>ignoriert</translation>
    </message>
    <message>
        <source>done</source>
        <translation>ausgeführt</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>firing</source>
        <translation>steht an</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>Zeitüberschreitung</translation>
    </message>
</context>
<context>
    <name>gatehouse::completion::ApiValues</name>
    <message>
        <source>The gateway&apos;s answer has no values. Is it a gateway of another version?</source>
        <translation>Die Antwort des Gateways hat keine Werte. Ist es ein Gateway einer anderen Version?</translation>
    </message>
</context>
<context>
    <name>gatehouse::deadletters::DeadLetterCollection</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Died</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Dead letter id</source>
        <translation>Id des Dead Letter</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-Id</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>Auftrags-Id</translation>
    </message>
    <message>
        <source>Job is</source>
        <translation>Auftrag ist</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>State since</source>
        <translation>Zustand seit</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>Geändert von</translation>
    </message>
    <message>
        <source>Re-enqueue</source>
        <translation>Wieder einreihen</translation>
    </message>
    <message>
        <source>Only an open dead letter can be re-enqueued.</source>
        <translation>Nur ein offener Dead Letter lässt sich wieder einreihen.</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Only an open dead letter can be discarded.</source>
        <translation>Nur ein offener Dead Letter lässt sich verwerfen.</translation>
    </message>
    <message>
        <source>Died last</source>
        <translation>Zuletzt aufgegeben</translation>
    </message>
    <message>
        <source>Re-enqueued</source>
        <translation>Wieder eingereiht</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Dead Letters</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>Dead Letter</translation>
    </message>
    <message>
        <source>No dead letters</source>
        <translation>Keine Dead Letters</translation>
    </message>
    <message>
        <source>Nothing was given up on. A job whose tries are used up, or that WordPress refuses for good, stands here until you decide.</source>
        <translation>Nichts wurde aufgegeben. Ein Auftrag, dessen Versuche verbraucht sind oder den WordPress endgültig ablehnt, steht hier, bis Sie entscheiden.</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
</context>
<context>
    <name>gatehouse::deadletters::PayloadEdit</name>
    <message>
        <source>Line %1 is no JSON: %2.</source>
        <translation>Zeile %1 ist kein JSON: %2.</translation>
    </message>
    <message>
        <source>This is no JSON, or nested too deeply.</source>
        <translation>Das ist kein JSON oder zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>What stands at %1 holds a masked value (•). Write the true one, or say with a JSON patch what is to change.</source>
        <translation>Bei %1 steht ein maskierter Wert (•). Schreiben Sie den wahren, oder sagen Sie mit einem JSON-Patch, was sich ändern soll.</translation>
    </message>
    <message>
        <source>What was taken out at %1 holds masked values, so it may be mistaken for its neighbour. Take it out with a JSON patch.</source>
        <translation>Was bei %1 entfernt wurde, enthält maskierte Werte und könnte mit seinem Nachbarn verwechselt werden. Entfernen Sie es mit einem JSON-Patch.</translation>
    </message>
    <message>
        <source>A payload has at most 512 KiB.</source>
        <translation>Ein Inhalt hat höchstens 512 KiB.</translation>
    </message>
</context>
<context>
    <name>gatehouse::deliveries::DeliveryCollection</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Delivery id</source>
        <translation>Zustellungs-Id</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-Id</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>Auftrags-Id</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-Id</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>Gesendet an</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Destination id</source>
        <translation>Ziel-Kennung</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>Zustellung</translation>
    </message>
    <message>
        <source>No deliveries yet</source>
        <translation>Noch keine Zustellungen</translation>
    </message>
    <message>
        <source>Each try to deliver an event stands here, with what was sent and what came back. Send an order event to see one.</source>
        <translation>Jeder Versuch, ein Ereignis zuzustellen, steht hier, mit dem, was gesendet wurde und was zurückkam. Sende ein Bestellereignis, um einen zu sehen.</translation>
    </message>
    <message>
        <source>Duration (ms)</source>
        <translation>Dauer (ms)</translation>
    </message>
</context>
<context>
    <name>gatehouse::destinations::DestinationCollection</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Auth</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Signs with</source>
        <translation>Signiert mit</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Voriges</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Destination id</source>
        <translation>Ziel-Kennung</translation>
    </message>
    <message>
        <source>Credential</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>Overlap ends</source>
        <translation>Übergang endet</translation>
    </message>
    <message>
        <source>Master key</source>
        <translation>Hauptschlüssel</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Destinations</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>No destinations</source>
        <translation>Keine Ziele</translation>
    </message>
    <message>
        <source>There is nowhere to deliver to.</source>
        <translation>Es gibt nichts, wohin zugestellt wird.</translation>
    </message>
    <message>
        <source>Former password ends</source>
        <translation>Bisheriges Passwort endet</translation>
    </message>
</context>
<context>
    <name>gatehouse::events::EventCollection</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-Id</translation>
    </message>
    <message>
        <source>Provider&apos;s event id</source>
        <translation>Id beim Anbieter</translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation>Idempotenzschlüssel</translation>
    </message>
    <message>
        <source>Signature valid</source>
        <translation>Signatur gültig</translation>
    </message>
    <message>
        <source>Delivery tries</source>
        <translation>Zustellversuche</translation>
    </message>
    <message>
        <source>Occurred</source>
        <translation>Geschehen</translation>
    </message>
    <message>
        <source>Subject type</source>
        <translation>Art des Gegenstands</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>Actor&apos;s email</source>
        <translation>E-Mail des Akteurs</translation>
    </message>
    <message>
        <source>Sent from</source>
        <translation>Gesendet von</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>Angelegt von</translation>
    </message>
    <message>
        <source>Trace id</source>
        <translation>Trace-Id</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Rumpf</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Letzte Änderung</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Re-enqueue</source>
        <translation>Wieder einreihen</translation>
    </message>
    <message>
        <source>Only a failed event can be re-enqueued.</source>
        <translation>Nur ein fehlgeschlagenes Ereignis lässt sich wieder einreihen.</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Nothing of this event is open any more.</source>
        <translation>Von diesem Ereignis ist nichts mehr offen.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Noch keine Ereignisse</translation>
    </message>
    <message>
        <source>Every webhook that the gateway takes stands here, with what became of it. Send one to see it arrive.</source>
        <translation>Hier steht jeder Webhook, den das Gateway annimmt, und was aus ihm wurde. Senden Sie einen, um ihn ankommen zu sehen.</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Root cause</source>
        <translation>Grundursache</translation>
    </message>
</context>
<context>
    <name>gatehouse::histogram::ApiHistogram</name>
    <message>
        <source>The gateway&apos;s answer is no histogram. Is it a gateway of another version?</source>
        <translation>Die Antwort des Gateways ist kein Histogramm. Ist es ein Gateway einer anderen Version?</translation>
    </message>
</context>
<context>
    <name>gatehouse::jobs::JobCollection</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>Auftrags-Id</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-Id</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Vorrang</translation>
    </message>
    <message>
        <source>Tries at most</source>
        <translation>Höchstens Versuche</translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation>Idempotenzschlüssel</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Leased until</source>
        <translation>Vergeben bis</translation>
    </message>
    <message>
        <source>Trace id</source>
        <translation>Trace-Id</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Letzte Änderung</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Only a dead job can be retried.</source>
        <translation>Nur ein aufgegebener Auftrag lässt sich erneut versuchen.</translation>
    </message>
    <message>
        <source>Only a job that is pending or waiting can be cancelled.</source>
        <translation>Nur ein anstehender oder wartender Auftrag lässt sich abbrechen.</translation>
    </message>
    <message>
        <source>Cancel job…</source>
        <translation>Auftrag abbrechen…</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-Id</translation>
    </message>
    <message>
        <source>This job runs in an AI system. Retry or cancel it there; its callback changes it here.</source>
        <translation>Dieser Auftrag läuft in einem KI-System. Wiederholen oder brechen Sie ihn dort ab; dessen Rückruf ändert ihn hier.</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>No jobs yet</source>
        <translation>Noch keine Aufträge</translation>
    </message>
    <message>
        <source>Each event that a route sends on becomes a job. Send an order event to see one run.</source>
        <translation>Jedes Ereignis, das eine Route weiterleitet, wird ein Auftrag. Senden Sie ein Bestellereignis, um einen laufen zu sehen.</translation>
    </message>
    <message>
        <source>Destination id</source>
        <translation>Ziel-Kennung</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>Stuck</source>
        <translation>Steckt fest</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <source>Only a job that is pending or waiting can be run now.</source>
        <translation>Nur ein Auftrag, der ansteht oder wartet, kann jetzt ausgeführt werden.</translation>
    </message>
    <message>
        <source>Duration (ms)</source>
        <translation>Dauer (ms)</translation>
    </message>
</context>
<context>
    <name>gatehouse::jwtkeys::JwtKeyCollection</name>
    <message>
        <source>Key id</source>
        <translation>Schlüssel-ID</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithmus</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Row id</source>
        <translation>Zeilen-ID</translation>
    </message>
    <message>
        <source>Issuer (iss)</source>
        <translation>Aussteller (iss)</translation>
    </message>
    <message>
        <source>Audience (aud)</source>
        <translation>Empfänger (aud)</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erzeugt</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Erzeugt von</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Active since</source>
        <translation>Aktiv seit</translation>
    </message>
    <message>
        <source>JWT keys</source>
        <translation>JWT-Schlüssel</translation>
    </message>
    <message>
        <source>JWT key</source>
        <translation>JWT-Schlüssel</translation>
    </message>
    <message>
        <source>No JWT keys</source>
        <translation>Keine JWT-Schlüssel</translation>
    </message>
    <message>
        <source>The source wordpress asks for no bearer tokens. From the first key on it does, and nothing lets it stop. (They are every tenant&apos;s: who is limited to some sees none.)</source>
        <translation>Die Quelle wordpress verlangt keine Bearer-Tokens. Vom ersten Schlüssel an verlangt sie welche, und nichts lässt sie damit aufhören. (Die Schlüssel gehören allen Mandanten: Wer auf einige beschränkt ist, sieht keine.)</translation>
    </message>
</context>
<context>
    <name>gatehouse::jwtkeys::KeyUsage</name>
    <message>
        <source>The gateway&apos;s JWT keys are of another version than this console. Use both of one version.</source>
        <translation>Die JWT-Schlüssel des Gateways sind von einer anderen Version als diese Konsole. Benutzen Sie beide in einer Version.</translation>
    </message>
</context>
<context>
    <name>gatehouse::jwtkeys::KeyWords</name>
    <message>
        <source>Key %1 was never seen.</source>
        <translation>Schlüssel %1 wurde nie gesehen.</translation>
    </message>
    <message>
        <source>Key %1 was last seen at %2.</source>
        <translation>Schlüssel %1 zuletzt gesehen: %2.</translation>
    </message>
    <message>
        <source>Safe from %1.</source>
        <translation>Gefahrlos ab %1.</translation>
    </message>
    <message>
        <source>Key %1 has not signed anything yet</source>
        <translation>Schlüssel %1 hat noch nichts signiert</translation>
    </message>
    <message>
        <source>The site may not have it yet. Until it does, only key %1 keeps its webhooks coming: retired now, every one of them would be refused.</source>
        <translation>Die Website hat ihn vielleicht noch nicht. Bis dahin kommen ihre Webhooks nur durch Schlüssel %1 an: Jetzt abgelöst, würde jeder davon abgewiesen.</translation>
    </message>
    <message>
        <source>Key %1 is still in use</source>
        <translation>Schlüssel %1 wird noch benutzt</translation>
    </message>
    <message>
        <source>Retired now, what the site signs with it would be refused.</source>
        <translation>Jetzt abgelöst, würde abgewiesen, was die Website damit signiert.</translation>
    </message>
    <message>
        <source>Not used of late; wait a little longer</source>
        <translation>In letzter Zeit nicht benutzt; warten Sie noch ein wenig</translation>
    </message>
    <message>
        <source>Key %1 can be retired</source>
        <translation>Schlüssel %1 kann abgelöst werden</translation>
    </message>
    <message>
        <source>Every token that it signed is over: each try brings a new one.</source>
        <translation>Jedes Token, das er signiert hat, ist abgelaufen: Jeder Versuch bringt ein neues.</translation>
    </message>
    <message>
        <source>No key is valid: every webhook of source wordpress is refused.</source>
        <translation>Kein Schlüssel gilt: Jeder Webhook der Quelle wordpress wird abgewiesen.</translation>
    </message>
    <message>
        <source>Key %1 alone is valid, since %2.</source>
        <translation>Nur Schlüssel %1 gilt, seit %2.</translation>
    </message>
    <message>
        <source>Both valid since %1.</source>
        <translation>Beide gelten seit %1.</translation>
    </message>
    <message>
        <source>Key %1 stays valid until it is retired.</source>
        <translation>Schlüssel %1 gilt, bis er abgelöst wird.</translation>
    </message>
    <message>
        <source>Key %1 is valid until %2 and then ends, even if this window is closed.</source>
        <translation>Schlüssel %1 gilt bis %2 und endet dann, auch wenn dieses Fenster geschlossen ist.</translation>
    </message>
    <message>
        <source>Two keys are valid already, and only two can be. Retire the former one or roll back first.</source>
        <translation>Es gelten schon zwei Schlüssel, mehr geht nicht. Lösen Sie zuerst den früheren ab oder nehmen Sie den Wechsel zurück.</translation>
    </message>
    <message>
        <source>This is the key that is active already.</source>
        <translation>Das ist der Schlüssel, der schon aktiv ist.</translation>
    </message>
    <message>
        <source>What was pasted is no public key of that algorithm: RSA with 2048 bits or more for RS256, P-256 for ES256, as PEM.</source>
        <translation>Das Eingefügte ist kein öffentlicher Schlüssel dieses Algorithmus: RSA mit mindestens 2048 Bit für RS256, P-256 für ES256, als PEM.</translation>
    </message>
    <message>
        <source>The first key needs issuer and audience: what the tokens must say in iss and aud.</source>
        <translation>Der erste Schlüssel braucht Aussteller und Empfänger: was in iss und aud der Tokens stehen muss.</translation>
    </message>
    <message>
        <source>There is no former key that is still valid.</source>
        <translation>Es gibt keinen früheren Schlüssel, der noch gilt.</translation>
    </message>
</context>
<context>
    <name>gatehouse::jwtkeys::PublicKey</name>
    <message>
        <source>The gateway&apos;s public key cannot be read. Is it a gateway of another version?</source>
        <translation>Der öffentliche Schlüssel des Gateways ist nicht lesbar. Ist es ein Gateway einer anderen Version?</translation>
    </message>
</context>
<context>
    <name>gatehouse::ledger::ApiReader</name>
    <message>
        <source>This token is limited to tenants or sources and sees only their entries, so the chain has gaps for it. Use a token that is not, or connect to the database.</source>
        <translation>Dieses Token ist auf Mandanten oder Quellen beschränkt und sieht nur deren Einträge, deshalb hat die Kette für es Lücken. Nehmen Sie eines, das es nicht ist, oder verbinden Sie sich mit der Datenbank.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ledger::ChainWalk</name>
    <message numerus="yes">
        <source>%1 entries, unbroken.</source>
        <translation>
            <numerusform>%1 Eintrag, ungebrochen.</numerusform>
            <numerusform>%1 Einträge, ungebrochen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Broken at entry %1: it is missing.</source>
        <translation>Gebrochen bei Eintrag %1: Er fehlt.</translation>
    </message>
    <message>
        <source>Broken at entry %1: it does not follow the entry before, whose hash is another. One of the two was replaced.</source>
        <translation>Gebrochen bei Eintrag %1: Er folgt nicht auf den Eintrag davor, dessen Hash ein anderer ist. Einer der beiden wurde ersetzt.</translation>
    </message>
    <message>
        <source>Broken at entry %1: its hash does not fit what it says, so it was changed after it was written.</source>
        <translation>Gebrochen bei Eintrag %1: Sein Hash passt nicht zu seinem Inhalt, er wurde also nachträglich geändert.</translation>
    </message>
    <message>
        <source>Entry %1 was hashed by a rule that this program does not know. Update Gatehouse.</source>
        <translation>Der Hash von Eintrag %1 entstand nach einer Regel, die dieses Programm nicht kennt. Aktualisieren Sie Gatehouse.</translation>
    </message>
    <message>
        <source>Broken at entry %1: its hash is not the expected one.</source>
        <translation>Gebrochen bei Eintrag %1: Sein Hash ist nicht der erwartete.</translation>
    </message>
    <message>
        <source>Broken after entry %1: no entry has the expected hash. The end of the ledger was cut off or replaced.</source>
        <translation>Gebrochen nach Eintrag %1: Kein Eintrag hat den erwarteten Hash. Das Ende des Protokolls wurde abgeschnitten oder ersetzt.</translation>
    </message>
    <message>
        <source>The ledger has no entries.</source>
        <translation>Das Protokoll hat keine Einträge.</translation>
    </message>
    <message>
        <source>The last is entry %1, its hash %2.</source>
        <translation>Der letzte ist Eintrag %1, sein Hash %2.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ledger::LedgerCollection</name>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Id or name</source>
        <translation>Id oder Name</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Hash before</source>
        <translation>Hash davor</translation>
    </message>
    <message>
        <source>Hashed by rule</source>
        <translation>Hash nach Regel</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>The ledger is empty</source>
        <translation>Das Protokoll ist leer</translation>
    </message>
    <message>
        <source>Whoever changes something through the gateway is written down here: who, what, why and from where. A gateway of another make keeps no ledger.</source>
        <translation>Wer über das Gateway etwas ändert, steht hier: wer, was, warum und von wo. Ein Gateway anderer Herkunft führt kein Protokoll.</translation>
    </message>
</context>
<context>
    <name>gatehouse::localgateway::RequestCollection</name>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-ID</translation>
    </message>
</context>
<context>
    <name>gatehouse::localgateway::Scenario</name>
    <message>
        <source>WordPress outage and recovery</source>
        <translation>Ausfall und Erholung von WordPress</translation>
    </message>
    <message>
        <source>503 for 90 s, then fine</source>
        <translation>90 s lang 503, dann in Ordnung</translation>
    </message>
    <message>
        <source>Black Friday burst</source>
        <translation>Ansturm am Black Friday</translation>
    </message>
    <message>
        <source>1,000 a second for 60 s</source>
        <translation>1.000 je Sekunde, 60 s lang</translation>
    </message>
    <message>
        <source>Provider retry storm</source>
        <translation>Wiederholungssturm eines Anbieters</translation>
    </message>
    <message>
        <source>every event 8 times, out of order</source>
        <translation>jedes Ereignis 8-mal, ungeordnet</translation>
    </message>
    <message>
        <source>Clock skew</source>
        <translation>Uhrabweichung</translation>
    </message>
    <message>
        <source>timestamps 290 to 310 s old</source>
        <translation>Zeitstempel 290 bis 310 s alt</translation>
    </message>
    <message>
        <source>Key mix-up</source>
        <translation>Vertauschte Schlüssel</translation>
    </message>
    <message>
        <source>one tenant signed with the secret of another</source>
        <translation>ein Mandant mit dem Geheimnis eines anderen signiert</translation>
    </message>
    <message>
        <source>The gateway&apos;s simulator is of another version than this console. Use both of one version.</source>
        <translation>Der Simulator des Gateways hat eine andere Version als diese Konsole. Verwenden Sie beide in derselben Version.</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::ApiMetrics</name>
    <message>
        <source>The gateway&apos;s answer has no measures as they were asked for. Is it a gateway of another version?</source>
        <translation>Die Antwort des Gateways enthält keine Messwerte, wie sie angefragt wurden. Ist es ein Gateway einer anderen Version?</translation>
    </message>
    <message>
        <source>Rollups through the API</source>
        <translation>Zusammenfassungen über die API</translation>
    </message>
    <message>
        <source>These are too many steps for the gateway&apos;s API. Take a shorter range.</source>
        <translation>Das sind zu viele Schritte für die API des Gateways. Wählen Sie einen kürzeren Zeitraum.</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::BucketRows</name>
    <message>
        <source>No filter of the list finds just these rows.</source>
        <translation>Kein Filter der Liste findet genau diese Zeilen.</translation>
    </message>
    <message>
        <source>These are many values. Show more series, or filter.</source>
        <translation>Das sind viele Werte. Zeigen Sie mehr Reihen oder filtern Sie.</translation>
    </message>
    <message>
        <source>This chart&apos;s values are not counts of rows.</source>
        <translation>Die Werte dieses Diagramms sind keine Anzahlen von Zeilen.</translation>
    </message>
    <message>
        <source>This time is not measured.</source>
        <translation>Dieser Zeitraum ist nicht gemessen.</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::Chart</name>
    <message>
        <source>prompt</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>completion</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>How much comes in?</source>
        <translation>Wie viel kommt an?</translation>
    </message>
    <message>
        <source>What is refused?</source>
        <translation>Was wird abgewiesen?</translation>
    </message>
    <message>
        <source>How slow is delivery?</source>
        <translation>Wie langsam ist die Zustellung?</translation>
    </message>
    <message>
        <source>Where does latency sit?</source>
        <translation>Wo liegt die Latenz?</translation>
    </message>
    <message>
        <source>What does WordPress answer?</source>
        <translation>Was antwortet WordPress?</translation>
    </message>
    <message>
        <source>How many tries fail?</source>
        <translation>Wie viele Versuche schlagen fehl?</translation>
    </message>
    <message>
        <source>Is the error budget burning?</source>
        <translation>Wird das Fehlerbudget aufgebraucht?</translation>
    </message>
    <message>
        <source>How long does a job take?</source>
        <translation>Wie lange dauert ein Auftrag?</translation>
    </message>
    <message>
        <source>How many jobs end as dead letters?</source>
        <translation>Wie viele Aufträge enden als Dead Letters?</translation>
    </message>
    <message>
        <source>Which model is slow? p95</source>
        <translation>Welches Modell ist langsam? p95</translation>
    </message>
    <message>
        <source>Which model fails?</source>
        <translation>Welches Modell schlägt fehl?</translation>
    </message>
    <message>
        <source>Which provider fails?</source>
        <translation>Welcher Anbieter schlägt fehl?</translation>
    </message>
    <message>
        <source>How many tokens are used?</source>
        <translation>Wie viele Token werden verbraucht?</translation>
    </message>
    <message>
        <source>What costs how much?</source>
        <translation>Was kostet wie viel?</translation>
    </message>
    <message>
        <source>Who costs how much?</source>
        <translation>Wer kostet wie viel?</translation>
    </message>
    <message>
        <source>Does the cache help?</source>
        <translation>Hilft der Cache?</translation>
    </message>
    <message>
        <source>Does work pile up?</source>
        <translation>Staut sich die Arbeit?</translation>
    </message>
    <message>
        <source>How long does the oldest job wait?</source>
        <translation>Wie lange wartet der älteste Auftrag?</translation>
    </message>
    <message>
        <source>How many dead letters are open?</source>
        <translation>Wie viele Dead Letters sind offen?</translation>
    </message>
    <message>
        <source>How many breakers are open?</source>
        <translation>Wie viele Sicherungen sind offen?</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::ChartValues</name>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no tenant, no model</comment>
        <translation>ohne</translation>
    </message>
    <message>
        <source>%1 to %2 ms</source>
        <translation>%1 bis %2 ms</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::MetricRequest</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Nothing is measured like that: the measure, the label, the number of series or the steps cannot be used.</source>
        <translation>So wird nichts gemessen: Messgröße, Merkmal, Anzahl der Reihen oder Schritte sind nicht verwendbar.</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::MetricSource</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1, nothing measured yet</source>
        <translation>%1, noch nichts gemessen</translation>
    </message>
    <message>
        <source>%1, %2 behind</source>
        <translation>%1, %2 zurück</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::Note</name>
    <message>
        <source>%1, %2 times</source>
        <comment>an action</comment>
        <translation>%1, %2-mal</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>what was done, who did it</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>a circuit breaker opened</source>
        <translation>ein Schutzschalter öffnete</translation>
    </message>
    <message>
        <source>all circuit breakers closed</source>
        <translation>alle Schutzschalter geschlossen</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::PostgresMetrics</name>
    <message>
        <source>What you want to tell apart by is masked here.</source>
        <translation>Wonach unterschieden werden soll, ist hier maskiert.</translation>
    </message>
    <message>
        <source>Rollups in Postgres</source>
        <translation>Zusammenfassungen in Postgres</translation>
    </message>
</context>
<context>
    <name>gatehouse::metrics::UsageReport</name>
    <message>
        <source>The gateway&apos;s answer is not what was asked for.</source>
        <translation>Die Antwort des Gateways ist nicht das, wonach gefragt wurde.</translation>
    </message>
    <message>
        <source>Usage is known by tenant, user and model alone. Take the chip of “%1” away.</source>
        <translation>Verbrauch ist nur nach Mandant, Benutzer und Modell bekannt. Entferne den Chip „%1“.</translation>
    </message>
    <message>
        <source>Who this customer is is masked here.</source>
        <translation>Wer dieser Kunde ist, ist hier maskiert.</translation>
    </message>
    <message>
        <source>A name with a * stands for any characters in a filter. Look for these calls by their model or trace.</source>
        <translation>Ein Name mit einem * steht in einem Filter für beliebige Zeichen. Suchen Sie diese Aufrufe nach ihrem Modell oder Trace.</translation>
    </message>
</context>
<context>
    <name>gatehouse::patch::JsonPatch</name>
    <message>
        <source>it needs “op” and a “path” such as /data/id</source>
        <translation>es braucht „op“ und einen „path“ wie /data/id</translation>
    </message>
    <message>
        <source>“%1” needs a “value”</source>
        <translation>„%1“ braucht einen „value“</translation>
    </message>
    <message>
        <source>“%1” needs a “from”</source>
        <translation>„%1“ braucht ein „from“</translation>
    </message>
    <message>
        <source>“%1” is no operation</source>
        <translation>„%1“ ist keine Operation</translation>
    </message>
    <message>
        <source>the value is another one</source>
        <translation>der Wert ist ein anderer</translation>
    </message>
    <message>
        <source>there is no such place</source>
        <translation>diese Stelle gibt es nicht</translation>
    </message>
    <message>
        <source>The payload is no JSON, so it cannot be patched.</source>
        <translation>Der Inhalt ist kein JSON und lässt sich daher nicht patchen.</translation>
    </message>
    <message>
        <source>This is no JSON patch: it has to be a list of operations.</source>
        <translation>Das ist kein JSON-Patch: Es muss eine Liste von Operationen sein.</translation>
    </message>
    <message>
        <source>Operation %1 of the patch cannot be done: %2.</source>
        <translation>Operation %1 des Patches ist nicht möglich: %2.</translation>
    </message>
    <message>
        <source>The payload would be over 2 MiB.</source>
        <translation>Der Inhalt wäre über 2 MiB groß.</translation>
    </message>
    <message>
        <source>the payload would be too deep or too large</source>
        <translation>die Nutzdaten wären zu tief verschachtelt oder zu groß</translation>
    </message>
    <message>
        <source>The patch has more than %1 operations.</source>
        <translation>Der Patch hat mehr als %1 Operationen.</translation>
    </message>
    <message>
        <source>“%1” reads what may be masked; add, remove and replace do not</source>
        <translation>„%1“ liest, was maskiert sein kann; add, remove und replace tun das nicht</translation>
    </message>
    <message>
        <source>it is no object with “op” and “path”</source>
        <translation>sie ist kein Objekt mit „op“ und „path“</translation>
    </message>
</context>
<context>
    <name>gatehouse::replay::Fixture</name>
    <message>
        <source>“%1” is no text</source>
        <translation>„%1“ ist kein Text</translation>
    </message>
    <message>
        <source>“headers” is no list of names and values</source>
        <translation>„headers“ ist keine Liste von Namen und Werten</translation>
    </message>
    <message>
        <source>there is neither “body” nor “body_base64”</source>
        <translation>weder „body“ noch „body_base64“ ist da</translation>
    </message>
    <message>
        <source>“body_base64” is no base64</source>
        <translation>„body_base64“ ist kein Base64</translation>
    </message>
    <message>
        <source>“received_at” is no time such as 2026-11-17T14:32:07Z</source>
        <translation>„received_at“ ist keine Zeit wie 2026-11-17T14:32:07Z</translation>
    </message>
    <message>
        <source>“expect” has no “status” between 100 and 599</source>
        <translation>„expect“ hat keinen „status“ zwischen 100 und 599</translation>
    </message>
    <message>
        <source>Line %1 cannot be used: %2.</source>
        <translation>Zeile %1 ist nicht verwendbar: %2.</translation>
    </message>
    <message>
        <source>The file seems to be cut off there.</source>
        <translation>Die Datei scheint dort abgeschnitten zu sein.</translation>
    </message>
    <message>
        <source>There are more than %1 events in it.</source>
        <translation>Es sind mehr als %1 Ereignisse darin.</translation>
    </message>
    <message>
        <source>This is over %1 MiB.</source>
        <translation>Das sind über %1 MiB.</translation>
    </message>
    <message>
        <source>it is no JSON (%1)</source>
        <translation>es ist kein JSON (%1)</translation>
    </message>
    <message>
        <source>it is no JSON object</source>
        <translation>es ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 ist nicht schreibbar: %2.</translation>
    </message>
</context>
<context>
    <name>gatehouse::replay::FreshKey</name>
    <message>
        <source>This %1 event has no id that could be another one.</source>
        <translation>Dieses Ereignis von %1 hat keine Kennung, die eine andere sein könnte.</translation>
    </message>
    <message>
        <source>A %1 event has no id: it is known by its body. It becomes another one by a change of that, such as a JSON patch.</source>
        <translation>Ein Ereignis von %1 hat keine Kennung: Es wird an seinem Inhalt erkannt. Ein anderes wird es, wenn dieser sich ändert, etwa durch einen JSON-Patch.</translation>
    </message>
    <message>
        <source>Where “%1” has the id of an event is not known.</source>
        <translation>Wo „%1“ die Kennung eines Ereignisses hat, ist nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>gatehouse::replay::ItemResult</name>
    <message>
        <source>%1: %2 instead of %3</source>
        <translation>%1: %2 statt %3</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>%1 instead of %2: %3</source>
        <translation>%1 statt %2: %3</translation>
    </message>
</context>
<context>
    <name>gatehouse::replay::Journal</name>
    <message>
        <source>The journal of replays cannot be used: %1.</source>
        <translation>Das Journal der Wiederholungen ist nicht benutzbar: %1.</translation>
    </message>
    <message>
        <source>The journal %1 cannot be written: %2.</source>
        <translation>Das Journal %1 ist nicht schreibbar: %2.</translation>
    </message>
    <message>
        <source>There is no replay %1.</source>
        <translation>Es gibt keine Wiederholung %1.</translation>
    </message>
    <message>
        <source>Another window or command sends the events of this replay now.</source>
        <translation>Ein anderes Fenster oder ein anderer Befehl sendet gerade die Ereignisse dieser Wiederholung.</translation>
    </message>
    <message>
        <source>The journal %1 is damaged.</source>
        <translation>Das Journal %1 ist beschädigt.</translation>
    </message>
    <message>
        <source>The journal of replays was written by a later version of Gatehouse. Use that version, or another data folder.</source>
        <translation>Das Journal der Wiederholungen stammt von einer neueren Version von Gatehouse. Verwenden Sie diese Version oder einen anderen Datenordner.</translation>
    </message>
</context>
<context>
    <name>gatehouse::replay::Preparation</name>
    <message>
        <source>The method or a header has a character that HTTP does not allow there.</source>
        <translation>Die Methode oder ein Header enthält ein Zeichen, das HTTP dort nicht erlaubt.</translation>
    </message>
    <message>
        <source>The payload is no text, so it cannot be masked.</source>
        <translation>Der Inhalt ist kein Text und lässt sich daher nicht maskieren.</translation>
    </message>
    <message>
        <source>How “%1” signs is not known.</source>
        <translation>Wie „%1“ signiert, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The target has no %1 secret for %2.</source>
        <translation>Das Ziel hat kein Geheimnis von %1 für %2.</translation>
    </message>
    <message>
        <source>The payload has %1 bytes, and the target takes %2.</source>
        <translation>Der Inhalt hat %1 Bytes, und das Ziel nimmt %2 an.</translation>
    </message>
    <message>
        <source>the payload is changed, and its signature is not</source>
        <translation>der Inhalt ist geändert, seine Signatur nicht</translation>
    </message>
    <message>
        <source>if the target knows the secret that signed it</source>
        <translation>wenn das Ziel das Geheimnis kennt, mit dem es signiert wurde</translation>
    </message>
    <message>
        <source>if the target has it already; else it is new</source>
        <translation>wenn das Ziel es schon hat; sonst ist es neu</translation>
    </message>
    <message>
        <source>%1 s old</source>
        <translation>%1 s alt</translation>
    </message>
    <message>
        <source>“%1” is no header like &quot;Name: value&quot;.</source>
        <translation>„%1“ ist kein Header wie „Name: Wert“.</translation>
    </message>
</context>
<context>
    <name>gatehouse::replay::Report</name>
    <message>
        <source>Replay to %1</source>
        <translation>Wiederholung an %1</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>Tatsächlich</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>What differed</source>
        <translation>Was abwich</translation>
    </message>
</context>
<context>
    <name>gatehouse::replay::Target</name>
    <message>
        <source>The target “%1” cannot be used: “%2” is wrong.</source>
        <translation>Das Ziel „%1“ ist nicht verwendbar: „%2“ ist falsch.</translation>
    </message>
    <message>
        <source>“%1” is no http or https URL.</source>
        <translation>„%1“ ist keine http- oder https-URL.</translation>
    </message>
    <message>
        <source>A target&apos;s URL holds no password.</source>
        <translation>Die URL eines Ziels enthält kein Passwort.</translation>
    </message>
    <message>
        <source>Events are not sent to %1 in clear. Use https.</source>
        <translation>Ereignisse werden nicht unverschlüsselt an %1 gesendet. Verwenden Sie https.</translation>
    </message>
    <message>
        <source>%1 is not this machine, and no saved target. Save it as a target first, with its environment.</source>
        <translation>%1 ist nicht dieser Rechner und kein gespeichertes Ziel. Speichern Sie es zuerst als Ziel, mit seiner Umgebung.</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keines.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>Es gibt: %1.</translation>
    </message>
    <message>
        <source>There is no target “%1”. %2</source>
        <translation>Es gibt kein Ziel „%1“. %2</translation>
    </message>
    <message>
        <source>The file %1 is damaged: %2.</source>
        <translation>Die Datei %1 ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>The target could not be removed from %1: %2</source>
        <translation>Das Ziel konnte nicht aus %1 entfernt werden: %2</translation>
    </message>
    <message>
        <source>“%1” stays, since its signing secrets could not be removed: %2</source>
        <translation>„%1“ bleibt, da die Signaturgeheimnisse nicht entfernt werden konnten: %2</translation>
    </message>
    <message>
        <source>The credential store that is used now is empty, so they are kept in another one. Try again when the desktop&apos;s keychain can be used.</source>
        <translation>Der Speicher für Zugangsdaten, der jetzt benutzt wird, ist leer; sie liegen also in einem anderen. Versuchen Sie es erneut, wenn der Schlüsselbund des Desktops erreichbar ist.</translation>
    </message>
</context>
<context>
    <name>gatehouse::routes::RouteCollection</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Route id</source>
        <translation>Routen-Kennung</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Destination id</source>
        <translation>Ziel-Kennung</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>No routes</source>
        <translation>Keine Routen</translation>
    </message>
    <message>
        <source>Events are stored and delivered nowhere.</source>
        <translation>Ereignisse werden gespeichert und nirgends zugestellt.</translation>
    </message>
</context>
<context>
    <name>gatehouse::secrets::RotationWords</name>
    <message>
        <source>today at %1</source>
        <translation>heute um %1</translation>
    </message>
    <message>
        <source>tomorrow at %1</source>
        <translation>morgen um %1</translation>
    </message>
    <message>
        <source>on %1 at %2</source>
        <translation>am %1 um %2</translation>
    </message>
    <message>
        <source>Version %1 has not signed anything yet</source>
        <translation>Version %1 hat noch nichts signiert</translation>
    </message>
    <message>
        <source>%1 may not have the secret yet. Until it does, only version %2 keeps the webhooks coming: retired now, every one of them would be refused.</source>
        <translation>%1 hat das Secret vielleicht noch nicht. Bis dahin kommen Webhooks nur mit Version %2 an: Jetzt abgelöst, würde jeder abgewiesen.</translation>
    </message>
    <message>
        <source>Version %1 is still in use</source>
        <translation>Version %1 wird noch benutzt</translation>
    </message>
    <message>
        <source>It was last seen at %1. Retired now, what %2 signs with it would be refused.</source>
        <translation>Zuletzt gesehen: %1. Jetzt abgelöst, würde abgewiesen, was %2 damit signiert.</translation>
    </message>
    <message>
        <source>Version %1 was never seen.</source>
        <translation>Version %1 wurde nie gesehen.</translation>
    </message>
    <message>
        <source>Version %1 was last seen at %2.</source>
        <translation>Version %1 wurde zuletzt gesehen: %2.</translation>
    </message>
    <message>
        <source>Not used for %1; wait a little longer</source>
        <translation>Seit %1 nicht benutzt; warten Sie noch etwas</translation>
    </message>
    <message>
        <source>Safe from %1.</source>
        <translation>Gefahrlos ab %1.</translation>
    </message>
    <message>
        <source>Not used for %1, but a late retry could still come</source>
        <translation>Seit %1 nicht benutzt, aber eine späte Wiederholung könnte noch kommen</translation>
    </message>
    <message>
        <source>%1 retries for up to %2: a retry of an event from before %3 would be refused after retirement.</source>
        <translation>%1 wiederholt bis zu %2 lang: Die Wiederholung eines Ereignisses von vor %3 würde nach der Ablösung abgewiesen.</translation>
    </message>
    <message>
        <source>Every retry of an event from before is over.</source>
        <translation>Wiederholungen früherer Ereignisse kommen nicht mehr.</translation>
    </message>
    <message>
        <source>%1 does not try again by itself.</source>
        <translation>%1 versucht es nicht von selbst noch einmal.</translation>
    </message>
    <message>
        <source>Version %1 can be retired</source>
        <translation>Version %1 kann abgelöst werden</translation>
    </message>
    <message>
        <source>new one unseen</source>
        <translation>neue ungesehen</translation>
    </message>
    <message>
        <source>old one in use</source>
        <translation>alte in Gebrauch</translation>
    </message>
    <message>
        <source>quiet for %1</source>
        <translation>still seit %1</translation>
    </message>
    <message>
        <source>nothing more to come</source>
        <translation>nichts kommt mehr</translation>
    </message>
    <message>
        <source>%1 in 24 h</source>
        <comment>requests</comment>
        <translation>%1 in 24 h</translation>
    </message>
    <message>
        <source>Who uses it</source>
        <translation>Wer nutzt es</translation>
    </message>
    <message>
        <source>New secret</source>
        <translation>Neues Secret</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Both valid</source>
        <translation>Beide gültig</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Test event</source>
        <translation>Testereignis</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>Ablösen</translation>
    </message>
    <message>
        <source>Rotate %1</source>
        <translation>%1 wechseln</translation>
    </message>
    <message>
        <source>no version is valid</source>
        <translation>keine Version gilt</translation>
    </message>
    <message>
        <source>version %1 to %2</source>
        <translation>Version %1 zu %2</translation>
    </message>
    <message>
        <source>Every webhook of this tenant is refused.</source>
        <translation>Jeder Webhook dieses Mandanten wird abgewiesen.</translation>
    </message>
    <message>
        <source>Version %1 alone is valid, since %2.</source>
        <translation>Nur Version %1 gilt, seit %2.</translation>
    </message>
    <message>
        <source>Both valid since %1.</source>
        <translation>Beide gelten seit %1.</translation>
    </message>
    <message>
        <source>Version %1 stays valid until it is retired.</source>
        <translation>Version %1 gilt, bis sie abgelöst wird.</translation>
    </message>
    <message>
        <source>Version %1 ends %2, even if this window is closed.</source>
        <translation>Version %1 endet %2, auch wenn dieses Fenster geschlossen ist.</translation>
    </message>
    <message>
        <source>with neither</source>
        <translation>mit keiner von beiden</translation>
    </message>
    <message>
        <source>%1: accepted</source>
        <translation>%1: angenommen</translation>
    </message>
    <message>
        <source>%1: refused</source>
        <translation>%1: abgewiesen</translation>
    </message>
    <message>
        <source>This gateway has no master key, so it stores no secrets; those of its environment count. Start it with GATEHOUSE_MASTER_KEY_FILE.</source>
        <translation>Dieses Gateway hat keinen Hauptschlüssel und speichert darum keine Secrets; es gelten die seiner Umgebung. Starten Sie es mit GATEHOUSE_MASTER_KEY_FILE.</translation>
    </message>
    <message>
        <source>Two versions are valid already, and only two can be. Retire the former one or roll back first.</source>
        <translation>Zwei Versionen gelten schon, mehr können es nicht sein. Lösen Sie erst die frühere ab oder nehmen Sie den Wechsel zurück.</translation>
    </message>
    <message>
        <source>This is the secret that is active already.</source>
        <translation>Dieses Secret ist schon das aktive.</translation>
    </message>
    <message>
        <source>A Standard Webhooks secret is base64, with or without whsec_ in front.</source>
        <translation>Ein Secret von Standard Webhooks ist base64, mit oder ohne whsec_ davor.</translation>
    </message>
    <message>
        <source>There is no former version that is still valid.</source>
        <translation>Es gibt keine frühere Version, die noch gilt.</translation>
    </message>
</context>
<context>
    <name>gatehouse::secrets::Runbook</name>
    <message>
        <source>Stripe Dashboard: Developers, Webhooks, choose the endpoint.</source>
        <translation>Stripe-Dashboard: Entwickler, Webhooks, den Endpoint wählen.</translation>
    </message>
    <message>
        <source>Roll secret, and keep the old one for 24 hours.</source>
        <translation>Das Secret erneuern und das alte 24 Stunden behalten.</translation>
    </message>
    <message>
        <source>Copy the new whsec_… and paste it here: Rotate.</source>
        <translation>Das neue whsec_… kopieren und hier einfügen: Wechseln.</translation>
    </message>
    <message>
        <source>Rotate here, and copy the new secret.</source>
        <translation>Hier wechseln und das neue Secret kopieren.</translation>
    </message>
    <message>
        <source>GitHub, repository or organisation: Settings, Webhooks, Edit.</source>
        <translation>GitHub, Repository oder Organisation: Settings, Webhooks, Edit.</translation>
    </message>
    <message>
        <source>Change secret, paste it, Update webhook. It signs with it at once.</source>
        <translation>Change secret, einfügen, Update webhook. GitHub signiert sofort damit.</translation>
    </message>
    <message>
        <source>HubSpot developer account: Apps, choose the app, Auth.</source>
        <translation>HubSpot-Entwicklerkonto: Apps, die App wählen, Auth.</translation>
    </message>
    <message>
        <source>Rotate the client secret; HubSpot keeps the old one for a while.</source>
        <translation>Das Client-Secret erneuern; HubSpot behält das alte eine Weile.</translation>
    </message>
    <message>
        <source>Copy the new client secret and paste it here: Rotate.</source>
        <translation>Das neue Client-Secret kopieren und hier einfügen: Wechseln.</translation>
    </message>
    <message>
        <source>Shopify Dev Dashboard: choose the app, Settings, Credentials.</source>
        <translation>Shopify Dev Dashboard: die App wählen, Settings, Credentials.</translation>
    </message>
    <message>
        <source>Rotate the client secret, copy the new one, paste it here: Rotate.</source>
        <translation>Das Client-Secret erneuern, das neue kopieren und hier einfügen: Wechseln.</translation>
    </message>
    <message>
        <source>Revoke the old one at Shopify: only then does it sign with the new one, within an hour.</source>
        <translation>Das alte bei Shopify widerrufen: Erst dann signiert Shopify mit dem neuen, binnen einer Stunde.</translation>
    </message>
    <message>
        <source>api.slack.com/apps: choose the app, Basic Information, App Credentials.</source>
        <translation>api.slack.com/apps: die App wählen, Basic Information, App Credentials.</translation>
    </message>
    <message>
        <source>Regenerate the signing secret. Slack signs with it at once, so be quick.</source>
        <translation>Das Signing Secret neu erzeugen. Slack signiert sofort damit, also zügig weiter.</translation>
    </message>
    <message>
        <source>Copy the new signing secret and paste it here: Rotate.</source>
        <translation>Das neue Signing Secret kopieren und hier einfügen: Wechseln.</translation>
    </message>
    <message>
        <source>WordPress: WooCommerce, Settings, Advanced, Webhooks, choose the webhook.</source>
        <translation>WordPress: WooCommerce, Einstellungen, Erweitert, Webhooks, den Webhook wählen.</translation>
    </message>
    <message>
        <source>Put it into the field Secret, Save webhook. Do so for each webhook of the shop.</source>
        <translation>In das Feld Geheimnis eintragen, Webhook speichern. So bei jedem Webhook des Shops.</translation>
    </message>
    <message>
        <source>Open wp-config.php of the site.</source>
        <translation>Die wp-config.php der Website öffnen.</translation>
    </message>
    <message>
        <source>Make it the value of AI_GUY_GATEWAY_SITE_SECRET, and save.</source>
        <translation>Als Wert von AI_GUY_GATEWAY_SITE_SECRET eintragen und speichern.</translation>
    </message>
    <message>
        <source>Put it into the settings of the media service that calls back.</source>
        <translation>In die Einstellungen des Mediendienstes eintragen, der zurückruft.</translation>
    </message>
    <message>
        <source>Restart the service where it reads its secrets only then.</source>
        <translation>Den Dienst neu starten, wenn er seine Secrets nur dann liest.</translation>
    </message>
    <message>
        <source>The AI system</source>
        <translation>Das KI-System</translation>
    </message>
    <message>
        <source>Put it into the settings of the AI system that calls back.</source>
        <translation>In die Einstellungen des KI-Systems eintragen, das zurückruft.</translation>
    </message>
    <message>
        <source>The sender&apos;s settings: choose the endpoint, Rotate secret.</source>
        <translation>Einstellungen des Absenders: den Endpoint wählen, Secret erneuern.</translation>
    </message>
    <message>
        <source>Most senders sign with both for a day: both are then seen.</source>
        <translation>Die meisten Absender signieren einen Tag lang mit beiden: Dann werden beide gesehen.</translation>
    </message>
    <message>
        <source>Wait until the old version is no longer seen.</source>
        <translation>Warten, bis die alte Version nicht mehr gesehen wird.</translation>
    </message>
    <message>
        <source>Retire it here. Nothing more to do at the provider.</source>
        <translation>Hier ablösen. Beim Anbieter ist nichts mehr zu tun.</translation>
    </message>
</context>
<context>
    <name>gatehouse::secrets::SecretCollection</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt genutzt</translation>
    </message>
    <message>
        <source>Secret id</source>
        <translation>Geheimnis-ID</translation>
    </message>
    <message>
        <source>Requests signed</source>
        <translation>Signierte Anfragen</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Erstellt von</translation>
    </message>
    <message>
        <source>Active since</source>
        <translation>Aktiv seit</translation>
    </message>
    <message>
        <source>Overlap ends</source>
        <translation>Überlappung endet</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Master key</source>
        <translation>Hauptschlüssel</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>No secrets</source>
        <translation>Keine Geheimnisse</translation>
    </message>
    <message>
        <source>The gateway has its secrets from the environment. Started with a master key, it takes them over and keeps them here.</source>
        <translation>Das Gateway hat seine Geheimnisse aus der Umgebung. Mit einem Hauptschlüssel gestartet, übernimmt es sie und verwahrt sie hier.</translation>
    </message>
    <message>
        <source>Rotation ends</source>
        <translation>Wechsel endet</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>Dringlichkeit</translation>
    </message>
    <message>
        <source>Rotating</source>
        <translation>Wechselt</translation>
    </message>
</context>
<context>
    <name>gatehouse::secrets::SecretUsage</name>
    <message>
        <source>The gateway&apos;s secrets are of another version than this console. Use both of one version.</source>
        <translation>Die Secrets des Gateways sind von einer anderen Version als diese Konsole. Nehmen Sie beide von einer Version.</translation>
    </message>
</context>
<context>
    <name>gatehouse::tokens::TokenCollection</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>Mandanten</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Token id</source>
        <translation>Token-Kennung</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>No tokens</source>
        <translation>Keine Tokens</translation>
    </message>
    <message>
        <source>Nobody but this token may use the admin API.</source>
        <translation>Niemand außer diesem Token darf die Verwaltungs-API benutzen.</translation>
    </message>
    <message>
        <source>Rotated</source>
        <translation>Rotiert</translation>
    </message>
    <message>
        <source>Former one ends</source>
        <translation>Bisheriges endet</translation>
    </message>
    <message>
        <source>Former one used</source>
        <translation>Bisheriges benutzt</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AgentEventsPage</name>
    <message>
        <source>Calls of this trace</source>
        <translation>Aufrufe dieses Traces</translation>
    </message>
    <message>
        <source>Events of this trace</source>
        <translation>Ereignisse dieses Traces</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AlertsPage</name>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Only an alert that fires is acknowledged.</source>
        <translation>Nur eine anstehende Meldung wird bestätigt.</translation>
    </message>
    <message>
        <source>The group was not found</source>
        <translation>Die Gruppe wurde nicht gefunden</translation>
    </message>
    <message>
        <source>No dead letters of that group are left.</source>
        <translation>Von dieser Gruppe sind keine Dead Letters mehr da.</translation>
    </message>
    <message>
        <source>Open what it is about</source>
        <translation>Öffnen, worum es geht</translation>
    </message>
    <message>
        <source>Prices…</source>
        <translation>Preise…</translation>
    </message>
    <message>
        <source>Told to…</source>
        <translation>Empfänger…</translation>
    </message>
    <message>
        <source>Budgets…</source>
        <translation>Budgets…</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>Regeln…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BulkItemsPage</name>
    <message>
        <source>Dead letter</source>
        <translation>Dead Letter</translation>
    </message>
    <message>
        <source>This was done to a job, not to a dead letter.</source>
        <translation>Das wurde an einem Auftrag getan, nicht an einem Dead Letter.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CurlCommand</name>
    <message>
        <source>There is no event to copy</source>
        <translation>Es gibt kein Ereignis zum Kopieren</translation>
    </message>
    <message>
        <source>The event was not copied</source>
        <translation>Das Ereignis wurde nicht kopiert</translation>
    </message>
    <message>
        <source>Not copied: the event&apos;s body was not kept</source>
        <translation>Nicht kopiert: Der Inhalt des Ereignisses wurde nicht aufbewahrt</translation>
    </message>
    <message>
        <source>Copied as curl</source>
        <translation>Als curl-Befehl kopiert</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl-Befehl kopieren</translation>
    </message>
    <message>
        <source>Nothing was revealed</source>
        <translation>Nichts wurde aufgedeckt</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Copied as JSON</source>
        <translation>Als JSON kopiert</translation>
    </message>
    <message>
        <source>Copy as Markdown, for a ticket</source>
        <translation>Als Markdown kopieren, für ein Ticket</translation>
    </message>
    <message>
        <source>Copied as Markdown</source>
        <translation>Als Markdown kopiert</translation>
    </message>
    <message>
        <source>Not copied: how “%1” signs is not known</source>
        <translation>Nicht kopiert: wie „%1“ signiert, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Copied as curl, signed now</source>
        <translation>Als curl kopiert, jetzt signiert</translation>
    </message>
    <message>
        <source>Copy as curl, signed now…</source>
        <translation>Als curl kopieren, jetzt signiert …</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DeadLettersPage</name>
    <message>
        <source>Re-enqueue</source>
        <translation>Wieder einreihen</translation>
    </message>
    <message>
        <source>Re-enqueue dead letters in %1?</source>
        <translation>Dead Letters in %1 wieder einreihen?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard dead letters in %1?</source>
        <translation>Dead Letters in %1 verwerfen?</translation>
    </message>
    <message>
        <source>Recover…</source>
        <translation>Wiederherstellen…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DestinationsPage</name>
    <message>
        <source>The signing secret was not replaced</source>
        <translation>Das Signaturgeheimnis wurde nicht ersetzt</translation>
    </message>
    <message>
        <source>Rotate signing secret…</source>
        <translation>Signaturgeheimnis rotieren…</translation>
    </message>
    <message>
        <source>The gateway has not answered yet.</source>
        <translation>Das Gateway hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>The new signing secret signs from the next delivery on.</source>
        <translation>Das neue Signaturgeheimnis signiert ab der nächsten Zustellung.</translation>
    </message>
    <message>
        <source>There is no previous signing secret, or its time is over.</source>
        <translation>Es gibt kein voriges Signaturgeheimnis, oder seine Zeit ist um.</translation>
    </message>
    <message>
        <source>Rotate password…</source>
        <translation>Passwort rotieren…</translation>
    </message>
    <message>
        <source>This destination has no user and password.</source>
        <translation>Dieses Ziel hat keinen Benutzer mit Passwort.</translation>
    </message>
    <message>
        <source>End the former password…</source>
        <translation>Das bisherige Passwort beenden…</translation>
    </message>
    <message>
        <source>No former application password is left at WordPress.</source>
        <translation>Bei WordPress ist kein bisheriges Anwendungspasswort mehr.</translation>
    </message>
    <message>
        <source>End the previous one…</source>
        <translation>Das vorige beenden…</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurückrollen…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventTexts</name>
    <message>
        <source>Body, %1 bytes:</source>
        <translation>Body, %1 Bytes:</translation>
    </message>
    <message>
        <source>… %1 more characters</source>
        <translation>… %1 weitere Zeichen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::Explanation</name>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>%1 (%2), fingerprint %3: %4</source>
        <translation>%1 (%2), Fingerabdruck %3: %4</translation>
    </message>
    <message>
        <source>%1, computed %2…</source>
        <translation>%1, berechnet %2…</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>None: there was nothing to compare with.</source>
        <translation>Keine: Es gab nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>The signature was read as %1; digests computed: %2.</source>
        <translation>Die Signatur wurde als %1 gelesen; berechnete Prüfsummen: %2.</translation>
    </message>
    <message>
        <source>Signed text, as it arrived: %1</source>
        <translation>Signierter Text, wie er ankam: %1</translation>
    </message>
    <message>
        <source>What was checked, in order</source>
        <translation>Was geprüft wurde, der Reihe nach</translation>
    </message>
    <message>
        <source>Secrets tried</source>
        <translation>Versuchte Geheimnisse</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::FirstViews</name>
    <message>
        <source>Failed, last 24 h</source>
        <translation>Fehlgeschlagen, 24 h</translation>
    </message>
    <message>
        <source>Refused, last 24 h</source>
        <comment>events whose signature was not valid</comment>
        <translation>Abgelehnt, 24 h</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::HistogramPanel</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>quarter</source>
        <translation>Quartal</translation>
    </message>
    <message>
        <source>year</source>
        <translation>Jahr</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::HoursField</name>
    <message>
        <source> h</source>
        <comment>hours</comment>
        <translation> h</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::JobsPage</name>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Retry dead jobs in %1?</source>
        <translation>Tote Aufträge in %1 wiederholen?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel waiting jobs in %1?</source>
        <translation>Wartende Aufträge in %1 abbrechen?</translation>
    </message>
    <message>
        <source>Retry or cancel…</source>
        <translation>Wiederholen oder abbrechen…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::JwtKeysPage</name>
    <message>
        <source>New key…</source>
        <translation>Neuer Schlüssel …</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LedgerPage</name>
    <message>
        <source>Only events, jobs and dead letters have a page to open.</source>
        <translation>Nur Ereignisse, Aufträge und Dead Letters haben eine Seite, die sich öffnen lässt.</translation>
    </message>
    <message>
        <source>Open target</source>
        <translation>Ziel öffnen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::MetricsPage</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>%1 within %2 s</source>
        <translation>%1 innerhalb von %2 s</translation>
    </message>
    <message>
        <source>%1 per min</source>
        <translation>%1 pro min</translation>
    </message>
    <message>
        <source>At that time</source>
        <translation>Zu dieser Zeit</translation>
    </message>
    <message>
        <source>Open at that time</source>
        <translation>Offen zu dieser Zeit</translation>
    </message>
    <message>
        <source>Hit rate</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>USD</source>
        <translation>USD</translation>
    </message>
    <message>
        <source>a week before</source>
        <translation>eine Woche davor</translation>
    </message>
    <message>
        <source>before</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>stripe, a week before</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>left</source>
        <translation>übrig</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>insgesamt</translation>
    </message>
    <message>
        <source>What is shown has changed. Ask again.</source>
        <translation>Was gezeigt wird, hat sich geändert. Fragen Sie noch einmal.</translation>
    </message>
    <message>
        <source>log axis</source>
        <translation>log. Achse</translation>
    </message>
    <message>
        <source>in seconds</source>
        <translation>in Sekunden</translation>
    </message>
    <message>
        <source>ms, log axis</source>
        <translation>ms, log. Achse</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>pages someone</source>
        <translation>ruft jemanden</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::OperationTexts</name>
    <message>
        <source>Stopped by itself: %1</source>
        <translation>Von selbst angehalten: %1</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>Pausiert: %1</translation>
    </message>
    <message>
        <source>Cancelled: %1</source>
        <translation>Abgebrochen: %1</translation>
    </message>
    <message>
        <source>Re-enqueue</source>
        <translation>Wieder einreihen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 gescheitert</translation>
    </message>
    <message>
        <source>%1 dead again</source>
        <translation>%1 wieder tot</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1 ausgelassen</translation>
    </message>
    <message>
        <source>%1 not begun</source>
        <translation>%1 nicht begonnen</translation>
    </message>
    <message>
        <source>%1: %2 of %3 settled</source>
        <translation>%1: %2 von %3 erledigt</translation>
    </message>
    <message>
        <source>%1 delivered by now</source>
        <translation>%1 bisher zugestellt</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>stopped by itself</source>
        <translation>von selbst angehalten</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>It has not begun.</source>
        <translation>Es hat noch nicht begonnen.</translation>
    </message>
    <message>
        <source>From %1 to %2, %3 s a bar.</source>
        <translation>Von %1 bis %2, %3 s je Balken.</translation>
    </message>
    <message>
        <source>Planned: %1 a second.</source>
        <translation>Geplant: %1 pro Sekunde.</translation>
    </message>
    <message>
        <source>Achieved: %1 a second on the average, %2 at most.</source>
        <translation>Erreicht: im Mittel %1 pro Sekunde, höchstens %2.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1 waiting for another try</source>
        <translation>%1 vor einem weiteren Versuch</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::OriginWords</name>
    <message>
        <source>the whole event</source>
        <translation>dem ganzen Ereignis</translation>
    </message>
    <message>
        <source>the header %1</source>
        <translation>dem Header %1</translation>
    </message>
    <message>
        <source>%1 is null: the mapping names no place for it.</source>
        <translation>%1 ist null: Die Zuordnung nennt keine Stelle dafür.</translation>
    </message>
    <message>
        <source>%1 is null: the event has nothing at the places that are named.</source>
        <translation>%1 ist null: An den genannten Stellen hat das Ereignis nichts.</translation>
    </message>
    <message>
        <source>%1 is the mapping&apos;s own word.</source>
        <translation>%1 ist ein Wort der Zuordnung selbst.</translation>
    </message>
    <message>
        <source>%1 comes from %2.</source>
        <translation>%1 kommt aus %2.</translation>
    </message>
    <message>
        <source>%1 is the gateway&apos;s own, of no mapping.</source>
        <translation>%1 ist vom Gateway selbst, aus keiner Zuordnung.</translation>
    </message>
    <message>
        <source>Select a field to see where it came from.</source>
        <translation>Ein Feld auswählen, um zu sehen, woher es kommt.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RelatedEvents</name>
    <message>
        <source>Events of the same subject</source>
        <translation>Ereignisse desselben Betreffs</translation>
    </message>
    <message>
        <source>Events of the same actor</source>
        <translation>Ereignisse desselben Akteurs</translation>
    </message>
    <message>
        <source>Events of the same e-mail address</source>
        <translation>Ereignisse derselben E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Events with the same key</source>
        <translation>Ereignisse mit demselben Schlüssel</translation>
    </message>
    <message>
        <source>Events of the same trace</source>
        <translation>Ereignisse desselben Trace</translation>
    </message>
    <message>
        <source>This event has none</source>
        <translation>Dieses Ereignis hat keinen</translation>
    </message>
    <message>
        <source>Not searched: the value is masked</source>
        <translation>Nicht gesucht: Der Wert ist maskiert</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RowLinks</name>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>This row belongs to no event.</source>
        <translation>Diese Zeile gehört zu keinem Ereignis.</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>This row belongs to no job.</source>
        <translation>Diese Zeile gehört zu keinem Auftrag.</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Its destination is not known.</source>
        <translation>Ihr Ziel ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SecretsPage</name>
    <message>
        <source>Add secret…</source>
        <translation>Secret anlegen …</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SignatureForm</name>
    <message>
        <source>the body</source>
        <translation>den Rumpf</translation>
    </message>
    <message>
        <source>the time and the body</source>
        <translation>die Zeit und den Rumpf</translation>
    </message>
    <message>
        <source>the method, the URL, the body and the time</source>
        <translation>die Methode, die URL, den Rumpf und die Zeit</translation>
    </message>
    <message>
        <source>the id, the time and the body</source>
        <translation>die Id, die Zeit und den Rumpf</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::TokensPage</name>
    <message>
        <source>The token was not made</source>
        <translation>Das Token wurde nicht gemacht</translation>
    </message>
    <message>
        <source>Add token…</source>
        <translation>Token hinzufügen…</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Rotieren</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>none: the old one is refused at once</source>
        <translation>keine: Das alte wird sofort abgelehnt</translation>
    </message>
    <message>
        <source>Both are valid for (0 to 7 days)</source>
        <translation>Beide gelten (0 bis 7 Tage)</translation>
    </message>
    <message>
        <source>The token was not replaced</source>
        <translation>Das Token wurde nicht ersetzt</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>Rotieren…</translation>
    </message>
    <message>
        <source>The gateway has not answered yet.</source>
        <translation>Das Gateway hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>Only a token that is active can be replaced.</source>
        <translation>Nur ein aktives Token kann ersetzt werden.</translation>
    </message>
    <message>
        <source>This token replaces no other that is still valid.</source>
        <translation>Dieses Token ersetzt keines, das noch gültig ist.</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen…</translation>
    </message>
    <message>
        <source>End the former one…</source>
        <translation>Das bisherige beenden…</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurückrollen…</translation>
    </message>
</context>
<context>
    <name>gatehouse::views::ViewLink</name>
    <message>
        <source>It is no whole link of Gatehouse, such as gatehouse://events. Copy it again, from its first letter to its last.</source>
        <translation>Es ist kein ganzer Link von Gatehouse wie gatehouse://events. Ihn noch einmal kopieren, vom ersten bis zum letzten Zeichen.</translation>
    </message>
    <message>
        <source>Its filter cannot be read. Copy the link again, from its first letter to its last.</source>
        <translation>Sein Filter ist nicht lesbar. Den Link noch einmal kopieren, vom ersten bis zum letzten Zeichen.</translation>
    </message>
    <message>
        <source>It would be too long for a link. Take some values out of the filter.</source>
        <translation>Er wäre zu lang für einen Link. Einige Werte aus dem Filter nehmen.</translation>
    </message>
    <message>
        <source>Its part “%1” is not known here. Does it come from another version of Gatehouse?</source>
        <translation>Sein Teil „%1“ ist hier nicht bekannt. Kommt er von einer anderen Version von Gatehouse?</translation>
    </message>
</context>
<context>
    <name>gatehouse::widgets::CopyFeedback</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>gatehouse::widgets::DialogParts</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>gatehouse::widgets::RevealButton</name>
    <message>
        <source>Show what is typed: %1</source>
        <translation>Eingabe zeigen: %1</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe zeigen</translation>
    </message>
</context>
<context>
    <name>gatehouse::workbench::SignatureCheck</name>
    <message>
        <source>Say which source signed it: the headers do not tell.</source>
        <translation>Sagen Sie, welche Quelle signiert hat: Die Header sagen es nicht.</translation>
    </message>
    <message>
        <source>Give the secret that it should be signed with.</source>
        <translation>Geben Sie das Geheimnis an, mit dem signiert sein soll.</translation>
    </message>
    <message>
        <source>The body is over 512 KiB, and the gateway takes none that large.</source>
        <translation>Der Body ist größer als 512 KiB; so große nimmt das Gateway nicht an.</translation>
    </message>
    <message>
        <source>the given secret</source>
        <translation>das angegebene Geheimnis</translation>
    </message>
</context>
<context>
    <name>resources</name>
    <message>
        <source>The file %1 is not built in.</source>
        <translation>Die Datei %1 ist nicht eingebaut.</translation>
    </message>
</context>
<context>
    <name>store</name>
    <message>
        <source>The token was used before, for another event.</source>
        <translation>Das Token wurde schon verwendet, für ein anderes Ereignis.</translation>
    </message>
    <message>
        <source>The database is away; nothing was taken. Try again.</source>
        <translation>Die Datenbank ist nicht da; nichts wurde angenommen. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Too much is waiting to be stored. Try again.</source>
        <translation>Zu viel wartet darauf, gespeichert zu werden. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The gateway&apos;s database is away.</source>
        <translation>Die Datenbank des Gateways ist nicht da.</translation>
    </message>
</context>
<context>
    <name>whenDone</name>
    <message>
        <source>This was cancelled.</source>
        <translation>Das wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>worker</name>
    <message>
        <source>The body of this webhook was not kept.</source>
        <translation>Der Inhalt dieses Webhooks wurde nicht aufbewahrt.</translation>
    </message>
</context>
</TS>
