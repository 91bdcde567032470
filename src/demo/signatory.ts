const names = `
  Adama Adèle Adrien Agathe Ahmed Aïcha Aïssatou Alain Albane Alexis Alice Amadou Amélie Amina Anaïs Andrea
  André Anita Anna Antoine Antonio Ariane Armelle Arthur Assia Aurélie Awa Aya Aylin Baptiste Béatrice Benoît
  Bernadette Bilal Binta Blandine Brigitte Camille Carine Carlos Carmen Catherine Cécile Céline Chantal Charlène
  Chloé Christelle Christian Claire Claude Claudine Clément Corinne Cyril Dalila Damien Daniel Danièle David
  Delphine Denis Diane Didier Dominique Dragan Edwige Élias Élise Élodie Emma Emmanuelle Emre Éric Estelle
  Esther Étienne Eugénie Fanny Farid Fatima Fatoumata Fernando Florence Florian Franck Françoise Frédéric
  Gabriel Gaëlle Geneviève Georges Ghislaine Gilles Giulia Grégory Guillaume Gwendal Habib Hakim Hamza Hanna
  Hassan Hélène Henri Hervé Hoa Hugo Ibrahima Idriss Ilyes Imane Irène Isabelle Ismaël Jacqueline Jamel Jeanne
  Jérôme Joana João Joël José Josiane Jules Julie Karim Karine Katarzyna Khadija Kim Kévin Laëtitia Laura
  Laurence Leïla Léo Léontine Liam Lila Linh Lise Loïc Louise Lydie Lucie Magali Mahmoud Malika Mamadou Manon
  Manuel Marc Margaux Maria Mariama Marion Martine Mathilde Maxime Mehdi Mélanie Michel Mireille Mohamed Monique
  Moussa Mylène Nabila Nadège Nadia Naïma Nicolas Noémie Nora Odette Olivier Omar Oumar Ousmane Pascale Patricia
  Paul Paulo Philippe Pierre Quentin Rachid Raphaël Régine Rémi Rosa Sabrina Salif Salomé Sandrine Sara Sébastien
  Sofia Solange Stéphane Sylvie Tatiana Thanh Théo Thierry Tiago Tiphaine Valérie Véronique Victor Vincent Vinh
  Virginie Wassila William Xavier Yacine Yann Yasmine Yohan Youssef Yvette Zélie Zineb Zoé
`

export const firstNames: readonly string[] = names.trim().split(/\s+/)

/** A name as an address has it. */
export const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

/** What people write where a petition leaves the workplace free. */
export const workplaces: readonly string[] = [
  'Atelier coupe',
  'Atelier piqûre',
  'Atelier montage',
  'Contrôle qualité',
  'Expédition',
  'Maintenance',
  'Bureau des méthodes',
  'Prototypes',
  'Cantine',
  'Ancienne salariée de l’atelier',
  'Ancien salarié de l’atelier',
  'Intérimaire, atelier montage',
  'Transporteur',
  'Habitante de Cholet',
  'Habitant de Cholet',
  'Habitante de Beaupréau',
  'Boulangerie de la rue d’en face',
  'Boutiques de Paris',
  'Siège, Saint-Denis',
  'Parfumerie de Grasse',
  'Hôpital de Cholet',
  'Collège, enseignante',
  'Mairie',
  'Lycée professionnel, section maroquinerie',
]
