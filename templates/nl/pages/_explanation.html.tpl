{{%AUTOESCAPE context="HTML"}}
{{#EXPLAINED}}
<details class="explanation">
<summary>Waarom besliste Sluis zo?</summary>
<p>Sluis stelt drie vragen. Dit waren de antwoorden.</p>
{{#QUESTION}}
<h4>{{QUESTION_TITLE}}</h4>
<ul>
{{#STEP}}
<li>{{#HAS_ABOUT}}<strong>{{ABOUT}}</strong>: {{/HAS_ABOUT}}{{#HAS_ANSWER}}{{ANSWER}}{{#HAS_BECAUSE}}. <span class="soft">{{BECAUSE}}</span>{{/HAS_BECAUSE}}{{/HAS_ANSWER}}{{#NO_ANSWER}}{{BECAUSE}}{{/NO_ANSWER}}</li>
{{/STEP}}
</ul>
{{/QUESTION}}
{{#HAS_CHANGES}}
<h4>Wat had dit veranderd?</h4>
<ul>
{{#CHANGE}}
<li>{{SENTENCE}}</li>
{{/CHANGE}}
</ul>
{{/HAS_CHANGES}}
{{#PICTURE}}
<h4>De weg van uw mail in het schema</h4>
<div class="picture" role="region" aria-label="Schema van de beslissing" tabindex="0">
<img src="{{PICTURE_PATH}}" width="1000" alt="{{WAY}}" loading="lazy">
</div>
<p class="facts"><a href="{{PICTURE_PATH}}">Toon het schema apart, om af te drukken</a></p>
{{/PICTURE}}
{{#OWN_ADVICE}}
<p>{{ADVICE_TEXT}}</p>
{{/OWN_ADVICE}}
{{#CONTACT}}
<p>Vragen over {{TOPIC}}? {{WHOM}}</p>
{{/CONTACT}}
<p class="facts">Wat wij vonden, tonen wij met puntjes: zo staat het hier niet voluit. Beleid {{POLICY}}.</p>
</details>
{{/EXPLAINED}}
